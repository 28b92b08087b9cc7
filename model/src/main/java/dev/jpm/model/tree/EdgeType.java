package dev.jpm.model.tree;

/** How one package depends on another. */
public enum EdgeType {
  PROD,
  DEV,
  OPTIONAL,
  PEER,
  PEER_OPTIONAL,
  WORKSPACE;

  public boolean isPeer() {
    return this == PEER || this == PEER_OPTIONAL;
  }

  /** Whether the depender works without the dependency. */
  public boolean isOptional() {
    return this == OPTIONAL || this == PEER_OPTIONAL;
  }
}
