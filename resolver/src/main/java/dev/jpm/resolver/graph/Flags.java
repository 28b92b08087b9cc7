package dev.jpm.resolver.graph;

/** The flags of one node while they are worked out: set until an edge proves otherwise. */
public final class Flags {
  boolean dev = true;
  boolean optional = true;
  boolean devOptional = true;
  boolean peer = true;
  boolean extraneous = true;
  boolean inert;

  public boolean dev() {
    return dev;
  }

  public boolean optional() {
    return optional;
  }

  /** Wanted by development and by optional dependencies, and by nothing else. */
  public boolean devOptional() {
    return devOptional && !dev && !optional;
  }

  public boolean peer() {
    return peer;
  }

  public boolean extraneous() {
    return extraneous;
  }

  /** Kept in the lockfile, never installed here. */
  public boolean inert() {
    return inert;
  }

  public void markInert() {
    inert = true;
  }

  void reset() {
    dev = true;
    optional = true;
    devOptional = true;
    peer = true;
    extraneous = true;
  }

  void clear() {
    dev = false;
    optional = false;
    devOptional = false;
    peer = false;
    extraneous = false;
  }
}
