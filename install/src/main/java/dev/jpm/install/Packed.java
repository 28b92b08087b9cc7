package dev.jpm.install;

import dev.jpm.model.Integrity;
import dev.jpm.model.Manifest;
import java.util.HexFormat;
import tools.jackson.databind.node.ObjectNode;

/** A package as one tarball. */
public final class Packed {
  private final String name;
  private final String version;
  private final Manifest manifest;
  private final byte[] tarball;
  private final ObjectNode packageJson;

  /**
   * A package by its name and version.
   *
   * @param manifest its package.json, normalised
   * @param packageJson the same as it is in the tarball
   * @param tarball must not be changed afterwards
   */
  Packed(String name, String version, Manifest manifest, ObjectNode packageJson, byte[] tarball) {
    this.name = name;
    this.version = version;
    this.manifest = manifest;
    this.packageJson = packageJson;
    this.tarball = tarball;
  }

  public String name() {
    return name;
  }

  public String version() {
    return version;
  }

  public Manifest manifest() {
    return manifest;
  }

  /** As it is in the tarball, for reading only. */
  public ObjectNode packageJson() {
    return packageJson;
  }

  /** The bytes, for reading only. */
  public byte[] tarball() {
    return tarball;
  }

  /** npm's name for the file: {@code scope-name-1.0.0.tgz}. */
  public String fileName() {
    return name.replaceFirst("^@", "").replace('/', '-') + "-" + version + ".tgz";
  }

  /** Of the tarball, by SHA-512. */
  public Integrity integrity() {
    return Integrity.of(Integrity.Algorithm.SHA512, digest(Integrity.Algorithm.SHA512));
  }

  /** The tarball's SHA-1 in hex digits. */
  public String shasum() {
    return HexFormat.of().formatHex(digest(Integrity.Algorithm.SHA1));
  }

  private byte[] digest(Integrity.Algorithm algorithm) {
    return algorithm.digest().digest(tarball);
  }
}
