package dev.jpm.resolver.graph;

import org.jspecify.annotations.Nullable;

/** Whether a node came with another package: in its tarball, or as its shrinkwrap says. */
public final class Shipped {
  private Shipped() {}

  /** Whether {@code node} ships its own lockfile or lies in the tree of a package that does. */
  static boolean isShrinkwrapped(GraphNode node) {
    for (GraphNode above = node; above != null; above = above.parent()) {
      if (above.hasShrinkwrap()) {
        return true;
      }
    }
    return false;
  }

  /** Whether {@code node} lies in the tree of a package that ships its own lockfile. */
  public static boolean inShrinkwrap(GraphNode node) {
    GraphNode above = node.parent();
    return above != null && isShrinkwrapped(above);
  }

  private static @Nullable GraphNode bundler(GraphNode node) {
    return node.graph().hasBundlers() ? Bundles.bundlerOf(node) : null;
  }

  /** Whether a package brings {@code node} along in its tarball. */
  public static boolean inBundle(GraphNode node) {
    return bundler(node) != null;
  }

  /**
   * Whether a dependency brings {@code node} along: what the root bundles has to be installed all
   * the same.
   */
  public static boolean inDepBundle(GraphNode node) {
    return depBundler(node) != null;
  }

  /** The dependency that brings {@code node} along; null where none does. */
  public static @Nullable GraphNode depBundler(GraphNode node) {
    GraphNode bundler = bundler(node);
    return bundler == node.graph().root() ? null : bundler;
  }
}
