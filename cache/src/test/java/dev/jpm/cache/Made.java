package dev.jpm.cache;

import dev.jpm.model.Integrity;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;

/** A package for tests: its tarball is just some bytes, its files are given. */
record Made(String name, String version, Map<String, String> files) {

  static Made of(String name, String version) {
    Map<String, String> files = new LinkedHashMap<>();
    files.put("package.json", "{\"name\":\"" + name + "\",\"version\":\"" + version + "\"}");
    files.put("bin/cli.js", "#!/usr/bin/env node\n");
    files.put("lib/deep/index.js", "module.exports = '" + name + "'\n");
    return new Made(name, version, files);
  }

  Made with(String path, String content) {
    Map<String, String> more = new LinkedHashMap<>(files);
    more.put(path, content);
    return new Made(name, version, more);
  }

  byte[] tarball() {
    return utf8("tarball of " + name + "@" + version);
  }

  Integrity integrity() {
    return digest("SHA-512", "sha512");
  }

  Integrity digest(String algorithm, String word) {
    try {
      byte[] digest = MessageDigest.getInstance(algorithm).digest(tarball());
      return new Integrity(word + "-" + Base64.getEncoder().encodeToString(digest));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Writes the package into {@code store}; files under bin/ are executable. */
  StoredPackage putInto(Store store) {
    return putInto(store, integrity());
  }

  StoredPackage putInto(Store store, Integrity known) {
    try (PackageWriter writer = store.begin()) {
      writeTo(writer);
      return writer.commit(known, new Label(name, version));
    }
  }

  void writeTo(PackageWriter writer) {
    try {
      writer.tarball().write(tarball());
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
    files.forEach((path, content) -> {
      byte[] bytes = utf8(content);
      writer.file(path, path.startsWith("bin/") ? 7 : 0, bytes, 0, bytes.length);
    });
  }

  static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
