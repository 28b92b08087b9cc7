package dev.jpm.resolver;

import dev.jpm.resolver.graph.GraphEdge;
import dev.jpm.resolver.graph.GraphNode;

/** How deep a package can be placed. */
final class NestingTarget {
  private NestingTarget() {}

  /**
   * The deepest node, from {@code start} upwards, whose node_modules could hold {@code name}: one
   * that does not want it as a peer, for a peer must be shared with whoever is above.
   */
  static GraphNode deepest(GraphNode start, String name) {
    GraphNode node = start;
    while (true) {
      GraphNode above = node.resolveParent();
      if (node.isProjectRoot() || above == null || node.isGlobalTop()) {
        return node;
      }
      GraphEdge edge = node.edgeNamed(name);
      if (edge == null || !edge.isPeer()) {
        return node;
      }
      node = above;
    }
  }
}
