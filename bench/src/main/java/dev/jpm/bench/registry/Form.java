package dev.jpm.bench.registry;

/** The two forms in which registries tell of a package. */
public enum Form {
  FULL("full", "application/json"),
  ABBREVIATED("abbreviated", "application/vnd.npm.install-v1+json");

  private final String folder;
  private final String mediaType;

  Form(String folder, String mediaType) {
    this.folder = folder;
    this.mediaType = mediaType;
  }

  String folder() {
    return folder;
  }

  String mediaType() {
    return mediaType;
  }
}
