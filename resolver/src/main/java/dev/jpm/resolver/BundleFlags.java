package dev.jpm.resolver;

import dev.jpm.resolver.graph.DepSets;
import dev.jpm.resolver.graph.FlagCalculator;
import dev.jpm.resolver.graph.Graph;
import dev.jpm.resolver.graph.GraphEdge;
import dev.jpm.resolver.graph.GraphNode;
import dev.jpm.resolver.graph.Moves;
import dev.jpm.resolver.graph.Shipped;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Works out the flags of an install's tree as npm does, which finds out what packages bring along
 * only when it puts them in place, after it has worked out the flags of all others. So what is left
 * off the disk brings nothing, and what a bundle hides from all who asked for it goes away.
 */
final class BundleFlags {
  private final PlatformRules rules;
  private final Graph graph;

  BundleFlags(PlatformRules rules, Graph graph) {
    this.rules = rules;
    this.graph = graph;
  }

  /**
   * Does it.
   *
   * @param opened the packages that were looked into and bring others along
   */
  void calculate(Collection<GraphNode> opened) {
    List<GraphNode> bundlers = new ArrayList<>(opened);
    bundlers.removeIf(node -> node.graph() != graph);
    bundlers.sort(Comparator.comparingInt(GraphNode::depth));
    Map<GraphNode, List<GraphNode>> members = new LinkedHashMap<>();
    for (GraphNode bundler : bundlers) {
      members.put(bundler, bundler.children().stream().filter(Shipped::inDepBundle).toList());
    }
    Set<GraphNode> wanted = new LinkedHashSet<>();
    members.values().forEach(brought -> wanted.addAll(wantedBy(brought)));
    members.values().forEach(brought -> brought.forEach(Moves::detach));
    FlagCalculator.calculate(graph);
    boolean lacking = false;
    for (Map.Entry<GraphNode, List<GraphNode>> bundle : members.entrySet()) {
      GraphNode bundler = bundle.getKey();
      if (bundler.graph() == graph && !isLeftOut(bundler)) {
        bundle.getValue().forEach(member -> Moves.attach(member, bundler));
        FlagCalculator.extend(bundler);
      } else {
        lacking = true;
      }
    }
    hidden(bundlers).forEach(Moves::detach);
    if (lacking) {
      wanted.stream()
          .filter(node -> node.graph() == graph && node.flags().extraneous())
          .forEach(Moves::detach);
    }
  }

  private static Set<GraphNode> wantedBy(List<GraphNode> members) {
    Set<GraphNode> wanted = new LinkedHashSet<>(members);
    List<GraphNode> open = new ArrayList<>(members);
    for (int i = 0; i < open.size(); i++) {
      for (GraphEdge edge : open.get(i).edges()) {
        GraphNode to = edge.to();
        if (to != null && to.parent() != null && wanted.add(to)) {
          open.add(to);
        }
      }
    }
    members.forEach(wanted::remove);
    return wanted;
  }

  private boolean isLeftOut(GraphNode node) {
    for (GraphNode holder = node; holder != null; holder = holder.parent()) {
      if (rules.isOmitted(holder)) {
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
