package dev.jpm.linker.virtual;

import dev.jpm.model.tree.Location;

/** What a link of an entry or of a project leads to. */
public sealed interface Target {

  /**
   * A package of the virtual store.
   *
   * @param place of the package in the tree, one of its entry's
   * @param inside a package that came in that one's tarball, below its folder; "" for itself
   */
  record Stored(Location place, String inside) implements Target {}

  /** A folder outside all node_modules: a workspace, or one that somebody depends on by path. */
  record Folder(Location place) implements Target {}
}
