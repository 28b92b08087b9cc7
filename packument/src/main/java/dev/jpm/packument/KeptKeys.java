package dev.jpm.packument;

/**
 * What of a registry's document an install needs. Everything else is left out when the document is
 * read, and neither kept in memory nor in the cache: descriptions, readmes, maintainers, and
 * devDependencies, which npm never looks at for what comes from a registry. Commands that show the
 * whole document ask for it as JSON instead.
 */
final class KeptKeys {
  private KeptKeys() {}

  /** Of the document itself. */
  static final KeyTable DOCUMENT =
      KeyTable.of("name", "dist-tags", "time", "versions", "policyRestrictions");

  /** Of each version's manifest. */
  static final KeyTable MANIFEST =
      KeyTable.of(
          "name",
          "version",
          "dependencies",
          "optionalDependencies",
          "peerDependencies",
          "peerDependenciesMeta",
          "bundleDependencies",
          "bundledDependencies",
          "acceptDependencies",
          "engines",
          "os",
          "cpu",
          "libc",
          "bin",
          "directories",
          "man",
          "license",
          "funding",
          "deprecated",
          "hasInstallScript",
          "_hasShrinkwrap",
          "gypfile",
          "scripts",
          "dist",
          "workspaces");

  /** Of {@code scripts}: those that an install would run. */
  static final KeyTable SCRIPTS =
      KeyTable.of(
          "preinstall",
          "install",
          "postinstall",
          "prepublish",
          "preprepare",
          "prepare",
          "postprepare");

  /** Of {@code dist}. */
  static final KeyTable DIST =
      KeyTable.of("integrity", "shasum", "tarball", "signatures", "attestations");

  static final int DOCUMENT_NAME = DOCUMENT.indexOf("name");
  static final int DOCUMENT_TAGS = DOCUMENT.indexOf("dist-tags");
  static final int DOCUMENT_TIME = DOCUMENT.indexOf("time");
  static final int DOCUMENT_VERSIONS = DOCUMENT.indexOf("versions");
  static final int DOCUMENT_POLICY = DOCUMENT.indexOf("policyRestrictions");

  static final int MANIFEST_ENGINES = MANIFEST.indexOf("engines");
  static final int MANIFEST_DEPRECATED = MANIFEST.indexOf("deprecated");
  static final int MANIFEST_SCRIPTS = MANIFEST.indexOf("scripts");
  static final int MANIFEST_DIST = MANIFEST.indexOf("dist");

  /** Changes whenever one of the lists does, so that pruned forms made by other lists are told. */
  static int fingerprint() {
    int hash = MANIFEST.names().hashCode();
    hash = hash * 31 + SCRIPTS.names().hashCode();
    return hash * 31 + DIST.names().hashCode();
  }
}
