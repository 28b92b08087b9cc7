package dev.jpm.cli.query;

import dev.jpm.resolver.graph.GraphEdge;
import dev.jpm.resolver.graph.GraphNode;
import java.util.Comparator;
import java.util.List;

/** npm tells who depends on a package in the order in which it read the dependers. */
public final class ReadingOrder {
  /** As the lockfile lists them, workspaces and other folders last. */
  public static final ReadingOrder LOCKFILE =
      new ReadingOrder(Comparator.comparing(node -> node.isTop() && !node.isProjectRoot()));

  /** Shallow folders before deep ones, scopes after other names, the project last. */
  public static final ReadingOrder DISK =
      new ReadingOrder(
          Comparator.comparing(GraphNode::isProjectRoot)
              .thenComparing(GraphNode::isTop)
              .thenComparingInt(GraphNode::depth)
              .thenComparing(node -> node.name().startsWith("@"))
              .thenComparing(GraphNode::path));

  private final Comparator<GraphNode> order;

  private ReadingOrder(Comparator<GraphNode> order) {
    this.order = order;
  }

  /** The edges that lead to {@code node}. */
  List<GraphEdge> edgesIn(GraphNode node) {
    return node.edgesIn().stream()
        .sorted(Comparator.comparing(GraphEdge::depender, order))
        .toList();
  }
}
