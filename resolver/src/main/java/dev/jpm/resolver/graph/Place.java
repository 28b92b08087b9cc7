package dev.jpm.resolver.graph;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Where a node stands, and what stands in it. Only {@link Moves} and who makes nodes change it. */
final class Place {
  private static final int OUTSIDE = 1 << 30;

  private Graph graph;
  private @Nullable GraphNode parent;
  private @Nullable GraphNode fsParent;
  private int depth;

  /** Which of its siblings it is: one of those in node_modules, or one of those outside. */
  private int rank;

  private int lastRank;
  private @Nullable Map<String, GraphNode> children;
  private @Nullable Set<GraphNode> fsChildren;
  private @Nullable GraphNode target;
  private @Nullable Set<GraphNode> linksIn;

  Place(Graph graph) {
    this.graph = graph;
  }

  Graph graph() {
    return graph;
  }

  void graph(Graph newGraph) {
    this.graph = newGraph;
  }

  @Nullable GraphNode parent() {
    return parent;
  }

  void parent(@Nullable GraphNode newParent) {
    this.parent = newParent;
  }

  @Nullable GraphNode fsParent() {
    return fsParent;
  }

  void fsParent(@Nullable GraphNode newParent) {
    this.fsParent = newParent;
  }

  /** The parent, or outside every node_modules the package folder around. */
  @Nullable GraphNode above() {
    return parent != null ? parent : fsParent;
  }

  int depth() {
    return depth;
  }

  void depth(int newDepth) {
    this.depth = newDepth;
  }

  /**
   * The way down to here from {@code top}. The ways to two nodes compare as a walk from the top
   * meets them: a node before what it holds, what is in node_modules before folders outside, else
   * as they came.
   */
  int[] wayFrom(GraphNode top) {
    int length = 0;
    for (Place at = this; at != top.place(); at = at.holder()) {
      length++;
    }
    int[] way = new int[length];
    for (Place at = this; at != top.place(); at = at.holder()) {
      way[--length] = at.parent == null ? at.rank + OUTSIDE : at.rank;
    }
    return way;
  }

  private Place holder() {
    return Objects.requireNonNull(above(), "not below the top").place();
  }

  Collection<GraphNode> children() {
    Map<String, GraphNode> all = children;
    return all == null ? List.of() : all.values();
  }

  @Nullable GraphNode child(String key) {
    Map<String, GraphNode> all = children;
    return all == null ? null : all.get(key);
  }

  void putChild(GraphNode child) {
    Map<String, GraphNode> all = children;
    if (all == null) {
      all = new LinkedHashMap<>();
      children = all;
    }
    all.remove(child.key());
    all.put(child.key(), child);
    child.place().rank = ++lastRank;
  }

  void removeChild(GraphNode child) {
    if (children != null) {
      children.remove(child.key(), child);
    }
  }

  Collection<GraphNode> fsChildren() {
    Set<GraphNode> all = fsChildren;
    return all == null ? List.of() : all;
  }

  void addFsChild(GraphNode child) {
    Set<GraphNode> all = fsChildren;
    if (all == null) {
      all = new LinkedHashSet<>();
      fsChildren = all;
    }
    if (all.add(child)) {
      child.place().rank = ++lastRank;
    }
  }

  void removeFsChild(GraphNode child) {
    if (fsChildren != null) {
      fsChildren.remove(child);
    }
  }

  /** What a link leads to; null for all else. */
  @Nullable GraphNode target() {
    return target;
  }

  void target(@Nullable GraphNode newTarget) {
    this.target = newTarget;
  }

  Collection<GraphNode> linksIn() {
    Set<GraphNode> all = linksIn;
    return all == null ? List.of() : all;
  }

  void addLinkIn(GraphNode link) {
    Set<GraphNode> all = linksIn;
    if (all == null) {
      all = new LinkedHashSet<>(2);
      linksIn = all;
    }
    all.add(link);
  }

  void removeLinkIn(GraphNode link) {
    if (linksIn != null) {
      linksIn.remove(link);
    }
  }
}
