package dev.jpm.lockfile;

import dev.jpm.model.Manifest;
import dev.jpm.model.json.JsonStyle;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/** A project as npm left it: package.json, lockfile, sometimes the hidden lockfile. */
record Fixture(String name) {
  String lock() {
    return text(name + "/lock.json");
  }

  String hidden() {
    return text(name + "/hidden.json");
  }

  PackageJsonFile packageJson() {
    return PackageJsonFile.parse(text(name + "/package.json"), "package.json");
  }

  Manifest manifest() {
    return packageJson().manifest();
  }

  JsonStyle style() {
    return packageJson().style();
  }

  static String text(String resource) {
    try (InputStream in =
        Objects.requireNonNull(Fixture.class.getResourceAsStream(resource), resource)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
