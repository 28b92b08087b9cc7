package dev.jpm.resolver;

import dev.jpm.model.LocaleOrder;
import dev.jpm.model.Order;
import dev.jpm.model.tree.DepFlag;
import dev.jpm.model.tree.Location;
import dev.jpm.model.tree.Node;
import dev.jpm.model.tree.Node.LinkNode;
import dev.jpm.model.tree.Node.PackageNode;
import dev.jpm.model.tree.Tree;
import dev.jpm.resolver.graph.Flags;
import dev.jpm.resolver.graph.Graph;
import dev.jpm.resolver.graph.GraphNode;
import dev.jpm.resolver.graph.Shipped;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** Makes the tree at rest from the graph. */
final class Freezer {
  private Freezer() {}

  /**
   * The graph's nodes in the lockfile's order. What could not be loaded, and need not be, is left
   * out: there is nothing to say of it.
   */
  static Tree freeze(Graph graph) {
    List<GraphNode> sorted = new ArrayList<>(graph.nodes());
    sorted.sort(Order.by(GraphNode::path, LocaleOrder.ENGLISH));
    List<Node> nodes = new ArrayList<>(sorted.size());
    for (GraphNode node : sorted) {
      if (node.isLink()) {
        GraphNode target = node.target();
        if (target != null) {
          nodes.add(
              new LinkNode(
                  new Location(node.path()), new Location(target.path()), flags(node.flags())));
        }
      } else if (!node.flags().inert() || !node.versionText().isEmpty()) {
        nodes.add(packageNode(node));
      }
    }
    return Tree.of(nodes);
  }

  static PackageNode packageNode(GraphNode node) {
    return new PackageNode(
        new Location(node.path()),
        node.info().manifest(),
        node.isProjectRoot() ? null : node.resolved(),
        node.integrity(),
        flags(node.flags()),
        Shipped.inDepBundle(node),
        node.flags().inert());
  }

  private static Set<DepFlag> flags(Flags flags) {
    EnumSet<DepFlag> set = EnumSet.noneOf(DepFlag.class);
    if (flags.extraneous()) {
      set.add(DepFlag.EXTRANEOUS);
    }
    if (flags.peer()) {
      set.add(DepFlag.PEER);
    }
    if (flags.dev()) {
      set.add(DepFlag.DEV);
    }
    if (flags.optional()) {
      set.add(DepFlag.OPTIONAL);
    }
    if (flags.devOptional()) {
      set.add(DepFlag.DEV_OPTIONAL);
    }
    return set;
  }
}
