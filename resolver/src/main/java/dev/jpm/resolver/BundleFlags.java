package dev.jpm.resolver;

import dev.jpm.model.Order;
import dev.jpm.resolver.graph.DepSets;
import dev.jpm.resolver.graph.FlagCalculator;
import dev.jpm.resolver.graph.Graph;
import dev.jpm.resolver.graph.GraphEdge;
import dev.jpm.resolver.graph.GraphNode;
import dev.jpm.resolver.graph.Moves;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Works out the flags of an install's tree as npm does, which finds out what packages bring along
 * only when it puts them in place, after it has worked out the flags of all others. So what is left
 * off the disk brings nothing, what lies in a bundle and nobody wants stays, and what a bundle
 * hides from all who asked for it goes away.
 */
final class BundleFlags {
  private final PlatformRules rules;
  private final Contents contents;
  private final Graph graph;

  BundleFlags(PlatformRules rules, Contents contents, Graph graph) {
    this.rules = rules;
    this.contents = contents;
    this.graph = graph;
  }

  /**
   * Opens what bundles are still closed, once it is known what of all others is installed, and
   * those into which something was put.
   */
  void open() {
    List<GraphNode> bundlers = new ArrayList<>(contents.closed());
    bundlers.removeIf(node -> node.graph() != graph);
    Set<GraphNode> opened = new LinkedHashSet<>(bundlers);
    opened.addAll(contents.touched());
    for (GraphNode bundler : opened.stream().sorted(Order.byNumber(GraphNode::depth)).toList()) {
      if (bundler.graph() == graph && !isLeftOut(bundler)) {
        contents.open(bundler);
        FlagCalculator.extend(bundler);
      }
    }
    hidden(bundlers).forEach(Moves::detach);
  }

  private boolean isLeftOut(GraphNode node) {
    for (GraphNode holder = node; holder != null; holder = holder.parent()) {
      if (holder.flags().inert() || rules.isOmitted(holder)) {
        return true;
      }
    }
    return false;
  }

  /** What bundles hide, and what only that needs. */
  private Set<GraphNode> hidden(Collection<GraphNode> bundlers) {
    Set<GraphNode> hidden = new LinkedHashSet<>();
    for (GraphNode bundler : bundlers) {
      GraphNode above = bundler.parent();
      if (above == null || bundler.graph() != graph) {
        continue;
      }
      for (GraphNode child : bundler.children()) {
        GraphNode shadowed = above.find(child.name());
        if (shadowed != null) {
          hidden.add(shadowed);
        }
      }
    }
    List<GraphNode> open = new ArrayList<>(hidden);
    for (int i = 0; i < open.size(); i++) {
      for (GraphEdge edge : open.get(i).edges()) {
        GraphNode to = edge.to();
        if (to != null && hidden.add(to)) {
          open.add(to);
        }
      }
    }
    return DepSets.closed(hidden);
  }
}
