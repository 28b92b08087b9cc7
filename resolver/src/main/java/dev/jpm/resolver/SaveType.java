package dev.jpm.resolver;

/** The section of package.json that added packages are saved in. */
public enum SaveType {
  PROD("dependencies"),
  DEV("devDependencies"),
  OPTIONAL("optionalDependencies"),
  PEER("peerDependencies"),
  PEER_OPTIONAL("peerDependencies");

  private final String section;

  SaveType(String section) {
    this.section = section;
  }

  /** The field of package.json. */
  public String section() {
    return section;
  }
}
