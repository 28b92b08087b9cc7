package dev.jpm.resolver;

import dev.jpm.model.LocaleOrder;
import dev.jpm.resolver.graph.GraphNode;
import java.util.Comparator;
import java.util.HashSet;
import java.util.PriorityQueue;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The nodes whose dependencies are still to be looked at: shallow ones first, because they decide
 * what deeper ones find, then by path, so that every resolution goes the same way.
 */
final class DepsQueue {
  private static final Comparator<GraphNode> ORDER =
      Comparator.comparingInt(GraphNode::depth).thenComparing(GraphNode::path, LocaleOrder.ENGLISH);

  private final PriorityQueue<GraphNode> nodes = new PriorityQueue<>(ORDER);
  private final Set<GraphNode> waiting = new HashSet<>();

  /** Adds a node unless it waits already. */
  void push(GraphNode node) {
    if (waiting.add(node)) {
      nodes.add(node);
    }
  }

  boolean isEmpty() {
    return nodes.isEmpty();
  }

  /** The next node, or null. */
  @Nullable GraphNode pop() {
    GraphNode node = nodes.poll();
    if (node != null) {
      waiting.remove(node);
    }
    return node;
  }
}
