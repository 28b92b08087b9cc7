package dev.jpm.pack.provenance;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * The version of a package that a statement is about.
 *
 * @param name as a package URL
 * @param sha512 of its tarball, in hex digits
 */
public record Subject(String name, String sha512) {
  /** A version and its tarball. */
  public static Subject of(String packageName, String version, byte[] tarball) {
    String url = "pkg:npm/" + packageName.replaceFirst("^@", "%40") + "@" + version;
    try {
      byte[] digest = MessageDigest.getInstance("SHA-512").digest(tarball);
      return new Subject(url, HexFormat.of().formatHex(digest));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-512", e);
    }
  }

  ObjectNode json() {
    ObjectNode json = JsonNodeFactory.instance.objectNode().put("name", name);
    json.putObject("digest").put("sha512", sha512);
    return json;
  }
}
