package dev.jpm.cli.tree;

import dev.jpm.resolver.graph.GraphNode;
import java.util.HashSet;
import java.util.Set;

/**
 * Which packages a telling of dependers goes into: never one that it is in the middle of. As npm
 * does, it tells a package anew on each way that leads to it; the ways through a large graph can be
 * more than there are atoms, so that after very many a package is told once only.
 */
final class ToldOnce {
  private static final int MANY = 20_000;

  private final Set<GraphNode> way = new HashSet<>();
  private final Set<GraphNode> told = new HashSet<>();
  private int count;

  /** Whether to go into {@code node} now; {@link #end} it then. */
  boolean begin(GraphNode node) {
    if (count >= MANY && told.contains(node)) {
      return false;
    }
    if (!way.add(node)) {
      return false;
    }
    count++;
    told.add(node);
    return true;
  }

  void end(GraphNode node) {
    way.remove(node);
  }
}
