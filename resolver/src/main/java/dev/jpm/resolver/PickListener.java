package dev.jpm.resolver;

import dev.jpm.model.Manifest;
import dev.jpm.model.PackageName;

/**
 * Told of every registry version as soon as it is picked, so that its tarball can be on its way
 * while the rest is resolved. A version can be told twice, and rarely one is told that the tree
 * does not keep in the end. Versions that this platform cannot run are not told.
 */
@FunctionalInterface
public interface PickListener {
  /**
   * Tells of one version.
   *
   * @param manifest of the version; its {@code dist} says where the tarball is
   */
  void picked(PackageName name, Manifest manifest);
}
