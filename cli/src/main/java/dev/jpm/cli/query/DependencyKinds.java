package dev.jpm.cli.query;

import dev.jpm.model.error.ErrorCode;
import dev.jpm.model.error.JpmException;
import dev.jpm.model.tree.EdgeType;
import dev.jpm.resolver.graph.GraphEdge;
import dev.jpm.resolver.graph.GraphNode;
import dev.jpm.resolver.graph.Shipped;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Predicate;

/** What {@code .prod}, {@code .dev} and their like mean. */
final class DependencyKinds {
  private DependencyKinds() {}

  static Predicate<Item> of(String kind) {
    return switch (kind) {
      case "prod" -> item -> !item.isDev();
      case "dev" -> item -> item.isDev() || isAsked(item, EdgeType.DEV, node -> node.flags().dev());
      case "optional" ->
          item ->
              item.isOptional()
                  || isAsked(item, EdgeType.OPTIONAL, node -> node.flags().optional());
      case "peer" ->
          item -> item.isPeer() || isAsked(item, EdgeType.PEER, node -> node.flags().peer());
      case "workspace" -> item -> item.node() != null && item.node().isWorkspace();
      case "bundled" -> item -> item.node() != null && Shipped.inBundle(item.node());
      default ->
          throw JpmException.of(
              ErrorCode.EQUERYNODEPTYPE, "`." + kind + "` is not a supported dependency type.");
    };
  }

  private static boolean isAsked(Item item, EdgeType type, Predicate<GraphNode> flag) {
    return isAsked(item.edgesIn(), type, flag, new HashSet<>());
  }

  /** Whether somewhere on the way up an edge or a package is of the kind. */
  private static boolean isAsked(
      Collection<GraphEdge> edgesIn,
      EdgeType type,
      Predicate<GraphNode> flag,
      Set<GraphEdge> seen) {
    for (GraphEdge edge : edgesIn) {
      if (seen.add(edge)) {
        GraphNode from = edge.depender();
        if (edge.type() == type || flag.test(from) || isAsked(from.edgesIn(), type, flag, seen)) {
          return true;
        }
      }
    }
    return false;
  }
}
