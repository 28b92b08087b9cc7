package dev.jpm.resolver.graph;

import dev.jpm.model.tree.DepFlag;
import java.util.Set;

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

  /** Takes over what is known of the node. */
  public void set(Set<DepFlag> known) {
    dev = known.contains(DepFlag.DEV);
    optional = known.contains(DepFlag.OPTIONAL);
    devOptional = dev || optional || known.contains(DepFlag.DEV_OPTIONAL);
    peer = known.contains(DepFlag.PEER);
    extraneous = known.contains(DepFlag.EXTRANEOUS);
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
