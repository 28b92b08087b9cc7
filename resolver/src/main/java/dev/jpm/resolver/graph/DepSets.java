package dev.jpm.resolver.graph;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/** The sets of nodes that decisions about a node are made with. */
public final class DepSets {
  private DepSets() {}

  /**
   * These nodes and what only they, or what is in the set, depend on. Edges that {@code counts}
   * refuses are as if they were not there.
   */
  public static Set<GraphNode> gather(Collection<GraphNode> start, Predicate<GraphEdge> counts) {
    List<GraphNode> all = new ArrayList<>(new LinkedHashSet<>(start));
    Set<GraphNode> in = new LinkedHashSet<>(all);
    for (int i = 0; i < all.size(); i++) {
      for (GraphEdge edge : all.get(i).edges()) {
        GraphNode to = edge.to();
        if (to != null && counts.test(edge) && in.add(to)) {
          all.add(to);
        }
      }
    }
    Deque<GraphNode> unsure = new ArrayDeque<>(all);
    while (!unsure.isEmpty()) {
      GraphNode node = unsure.remove();
      if (in.contains(node) && isWantedFromOutside(node, in, counts)) {
        in.remove(node);
        for (GraphEdge edge : node.edges()) {
          GraphNode to = edge.to();
          if (to != null && in.contains(to)) {
            unsure.add(to);
          }
        }
      }
    }
    return in;
  }

  /** What is left of these nodes without those that others depend on, by whatever edge. */
  public static Set<GraphNode> closed(Collection<GraphNode> nodes) {
    Set<GraphNode> left = new LinkedHashSet<>(nodes);
    boolean changed = true;
    while (changed) {
      Set<GraphNode> inside = Set.copyOf(left);
      changed = left.removeIf(node -> isWantedFromOutside(node, inside, _ -> true));
    }
    return left;
  }

  private static boolean isWantedFromOutside(
      GraphNode node, Set<GraphNode> in, Predicate<GraphEdge> counts) {
    for (GraphEdge edge : node.edgesIn()) {
      if (!in.contains(edge.depender()) && counts.test(edge)) {
        return true;
      }
    }
    return false;
  }

  /**
   * What cannot be installed when {@code node} cannot: up to the first optional edge, everything
   * that needs it, and what only those need. Flags must be right.
   */
  public static Set<GraphNode> optionalSet(GraphNode node) {
    List<GraphNode> all = new ArrayList<>(List.of(node));
    Set<GraphNode> in = new LinkedHashSet<>(all);
    for (int i = 0; i < all.size(); i++) {
      for (GraphEdge edge : all.get(i).edgesIn()) {
        GraphNode from = edge.depender();
        if (!edge.isOptional() && in.add(from)) {
          all.add(from);
        }
      }
    }
    return gather(in, edge -> !in.contains(edge.to()) && !edge.depender().flags().inert());
  }

  /**
   * The peer sets that {@code node} is part of, each by the edge that brought it in: one that is no
   * peer edge, or comes from a top.
   */
  public static Map<GraphEdge, Set<GraphNode>> peerEntrySets(GraphNode node) {
    Map<GraphEdge, Set<GraphNode>> sets = new LinkedHashMap<>();
    for (GraphNode peer : peersAround(node)) {
      for (GraphEdge edge : peer.edgesIn()) {
        if (!edge.isValid() || (edge.isPeer() && !edge.depender().isTop())) {
          continue;
        }
        Set<GraphNode> brought = peersBelow(peer);
        if (brought.contains(node)) {
          sets.put(edge, brought);
        }
      }
    }
    return sets;
  }

  private static List<GraphNode> peersAround(GraphNode node) {
    List<GraphNode> all = new ArrayList<>(List.of(node));
    Set<GraphNode> in = new HashSet<>(all);
    for (int i = 0; i < all.size(); i++) {
      GraphNode peer = all.get(i);
      for (GraphEdge edge : peer.edges()) {
        GraphNode to = edge.to();
        if (edge.isPeer() && to != null && edge.isValid() && in.add(to)) {
          all.add(to);
        }
      }
      for (GraphEdge edge : peer.edgesIn()) {
        if (edge.isPeer() && edge.isValid() && in.add(edge.depender())) {
          all.add(edge.depender());
        }
      }
    }
    return all;
  }

  private static Set<GraphNode> peersBelow(GraphNode node) {
    List<GraphNode> all = new ArrayList<>(List.of(node));
    Set<GraphNode> in = new LinkedHashSet<>(all);
    for (int i = 0; i < all.size(); i++) {
      for (GraphEdge edge : all.get(i).edges()) {
        GraphNode to = edge.to();
        if (edge.isPeer() && to != null && edge.isValid() && in.add(to)) {
          all.add(to);
        }
      }
    }
    return in;
  }
}
