package dev.jpm.cli.query;

import dev.jpm.resolver.graph.GraphEdge;
import dev.jpm.resolver.graph.GraphNode;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What combinators mean: who is below whom, who beside whom. */
final class Relations {
  private Relations() {}

  static List<Item> combined(String sign, List<Item> left, List<Item> right) {
    return switch (sign) {
      case ">" -> {
        Set<GraphNode> parents = targets(left);
        yield right.stream().filter(item -> hasParent(item, parents)).toList();
      }
      case " " -> {
        Set<GraphNode> above = targets(left);
        yield right.stream().filter(item -> isBelow(item, above)).toList();
      }
      case "~" -> {
        Set<GraphNode> parents = new HashSet<>();
        left.forEach(item -> item.edgesIn().forEach(edge -> parents.add(edge.depender())));
        yield right.stream()
            .filter(item -> !left.contains(item) && hasParent(item, parents))
            .toList();
      }
      default -> right;
    };
  }

  private static Set<GraphNode> targets(List<Item> items) {
    Set<GraphNode> targets = new HashSet<>();
    for (Item item : items) {
      GraphNode node = item.node();
      if (node != null) {
        GraphNode target = node.isLink() ? node.target() : node;
        if (target != null) {
          targets.add(target);
        }
      }
    }
    return targets;
  }

  private static boolean hasParent(Item item, Set<GraphNode> parents) {
    GraphNode node = item.node();
    return (node != null && isLinkedFrom(node, parents)) || isAskedBy(item.edgesIn(), parents);
  }

  private static boolean hasParent(GraphNode node, Set<GraphNode> parents) {
    return isLinkedFrom(node, parents) || isAskedBy(node.edgesIn(), parents);
  }

  private static boolean isAskedBy(Collection<GraphEdge> edgesIn, Set<GraphNode> parents) {
    return edgesIn.stream().anyMatch(edge -> parents.contains(edge.depender()));
  }

  /** A folder that lies inside its depender's is its child by the link to it. */
  private static boolean isLinkedFrom(GraphNode node, Set<GraphNode> parents) {
    GraphNode above = node.isTop() ? node.resolveParent() : null;
    return above != null
        && parents.contains(above)
        && node.linksIn().stream().anyMatch(link -> link.parent() == above);
  }

  private static boolean isBelow(Item item, Set<GraphNode> above) {
    GraphNode node = item.node();
    Set<GraphNode> seen = new HashSet<>();
    if (node != null) {
      return isBelow(node, above, seen);
    }
    return isAskedBy(item.edgesIn(), above)
        || item.edgesIn().stream().anyMatch(edge -> isBelow(edge.depender(), above, seen));
  }

  private static boolean isBelow(
      @Nullable GraphNode node, Set<GraphNode> above, Set<GraphNode> seen) {
    if (node == null || !seen.add(node)) {
      return false;
    }
    if (hasParent(node, above)) {
      return true;
    }
    if (node.isTop() && isBelow(node.resolveParent(), above, seen)) {
      return true;
    }
    return node.edgesIn().stream().anyMatch(edge -> isBelow(edge.depender(), above, seen))
        || node.linksIn().stream().anyMatch(link -> isBelow(link, above, seen));
  }
}
