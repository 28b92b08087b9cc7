package dev.jpm.resolver.graph;

import dev.jpm.model.Order;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * All nodes under one root: the project's tree, a virtual root in which a peer set is worked out,
 * or what was cut off. Knows its nodes by path and by name, and the edges by the name they look
 * for, so that putting a node somewhere touches only the edges that can see it.
 */
public final class Graph {
  private final GraphNode root;
  private final boolean indexed;
  private final Map<String, GraphNode> byPath;
  private final Map<String, Set<GraphNode>> byName;
  private final Map<String, Set<GraphEdge>> edgesByKey;
  private final Set<GraphNode> tops;
  private final Set<GraphNode> links;
  private Set<GraphNode> losers = Set.of();
  private int bundlers;

  Graph(GraphNode root, boolean indexed) {
    this.root = root;
    this.indexed = indexed;
    this.byPath = indexed ? new LinkedHashMap<>() : Map.of();
    this.byName = indexed ? new HashMap<>() : Map.of();
    this.edgesByKey = indexed ? new HashMap<>() : Map.of();
    this.tops = indexed ? new LinkedHashSet<>() : Set.of();
    this.links = indexed ? new LinkedHashSet<>() : Set.of();
  }

  public GraphNode root() {
    return root;
  }

  /** Every node of the tree, roots and link targets included; only of an indexed graph. */
  public Collection<GraphNode> nodes() {
    return byPath.values();
  }

  /** The node at {@code path} (relative to the project root), or null. */
  public @Nullable GraphNode at(String path) {
    return byPath.get(path);
  }

  /** The nodes whose folder has exactly this name, oldest first; a copy. */
  public List<GraphNode> named(String name) {
    Set<GraphNode> nodes = byName.get(name);
    return nodes == null ? List.of() : List.copyOf(nodes);
  }

  /** Nodes without a parent: link targets that lie outside every node_modules; a copy. */
  List<GraphNode> tops() {
    return tops.isEmpty() ? List.of() : List.copyOf(tops);
  }

  /** Links of this graph; a copy. */
  List<GraphNode> links() {
    return links.isEmpty() ? List.of() : List.copyOf(links);
  }

  /** Whether it is a project's tree, and not a virtual one or a piece cut off. */
  boolean isIndexed() {
    return indexed;
  }

  /** Whether a package of this graph brings others along in its tarball. */
  boolean hasBundlers() {
    return bundlers > 0;
  }

  void noteLoss(GraphNode loser) {
    if (losers.isEmpty()) {
      losers = new LinkedHashSet<>();
    }
    losers.add(loser);
  }

  /** The nodes of this graph that lost a dependency which nothing was meant to take; once. */
  public List<GraphNode> losers() {
    List<GraphNode> noted = losers.stream().filter(node -> node.graph() == this).toList();
    losers = Set.of();
    return noted;
  }

  void register(GraphNode node) {
    if (!node.info().bundled().isEmpty()) {
      bundlers++;
    }
    if (!indexed) {
      return;
    }
    byPath.remove(node.path());
    byPath.put(node.path(), node);
    byName.computeIfAbsent(node.name(), _ -> few()).add(node);
    if (node.isLink()) {
      links.add(node);
    } else if (node.parent() == null && node != root) {
      tops.add(node);
    }
    for (GraphEdge edge : node.madeEdges()) {
      register(edge);
    }
  }

  /** Of most names there is one node, and of most one edge that looks for it. */
  private static <T> Set<T> few() {
    return new LinkedHashSet<>(2);
  }

  void unregister(GraphNode node) {
    if (!node.info().bundled().isEmpty()) {
      bundlers--;
    }
    if (!indexed) {
      return;
    }
    byPath.remove(node.path(), node);
    Set<GraphNode> same = byName.get(node.name());
    if (same != null) {
      same.remove(node);
    }
    links.remove(node);
    tops.remove(node);
    for (GraphEdge edge : node.madeEdges()) {
      unregister(edge);
    }
  }

  /** Keeps the count of bundlers right when a node's manifest is exchanged. */
  void manifestChanged(PackageInfo before, PackageInfo after) {
    bundlers += (after.bundled().isEmpty() ? 0 : 1) - (before.bundled().isEmpty() ? 0 : 1);
  }

  void register(GraphEdge edge) {
    if (indexed) {
      edgesByKey.computeIfAbsent(edge.key(), _ -> few()).add(edge);
    }
  }

  void unregister(GraphEdge edge) {
    if (indexed) {
      Set<GraphEdge> edges = edgesByKey.get(edge.key());
      if (edges != null) {
        edges.remove(edge);
      }
    }
  }

  /**
   * Lets every edge of {@code parent} and of what lies below it that looks for {@code key} resolve
   * anew, because the node of that name in {@code parent} came or went. The order decides which
   * rules of overrides a node takes that edges with different rules lead to.
   */
  void reloadEdges(GraphNode parent, String key) {
    for (GraphEdge edge : edgesBelow(parent, key)) {
      GraphNode from = edge.from();
      if (from == null) {
        continue;
      }
      GraphNode to = edge.to();
      if (to == null || to.parent() == parent || from.resolve(key) != to) {
        edge.reload(true);
      }
    }
  }

  private List<GraphEdge> edgesBelow(GraphNode parent, String key) {
    List<GraphEdge> found = new ArrayList<>();
    if (indexed) {
      for (GraphEdge edge : edgesByKey.getOrDefault(key, Set.of())) {
        GraphNode from = edge.from();
        if (from != null && from.isDescendantOf(parent)) {
          found.add(edge);
        }
      }
      if (found.size() > 1) {
        found.sort(
            Order.by((GraphEdge e) -> e.depender().place().wayFrom(parent), Arrays::compare));
      }
      return found;
    }
    Deque<GraphNode> stack = new ArrayDeque<>();
    stack.push(parent);
    while (!stack.isEmpty()) {
      GraphNode node = stack.pop();
      GraphEdge edge = node.edge(key);
      if (edge != null) {
        found.add(edge);
      }
      List<GraphNode> below = new ArrayList<>(node.children());
      below.addAll(node.fsChildren());
      for (GraphNode child : below.reversed()) {
        stack.push(child);
      }
    }
    return found;
  }
}
