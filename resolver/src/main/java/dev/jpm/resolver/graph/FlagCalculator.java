package dev.jpm.resolver.graph;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Set;

/**
 * Works out why each node is in the tree. All flags start set; edges, walked from the root, take
 * off what they prove wrong. So a node still marked optional is reached by optional edges only.
 */
public final class FlagCalculator {
  private final Deque<GraphNode> queue = new ArrayDeque<>();
  private final Set<GraphNode> seen = new HashSet<>();

  private FlagCalculator() {}

  /** Works out all flags of the graph anew. */
  public static void calculate(Graph graph) {
    for (GraphNode node : graph.nodes()) {
      node.flags().reset();
    }
    graph.root().flags().clear();
    new FlagCalculator().walk(graph.root());
  }

  /** Takes off what {@code node}, whose flags are right, proves wrong below it. */
  public static void extend(GraphNode node) {
    new FlagCalculator().walk(node);
  }

  private void walk(GraphNode root) {
    queue.push(root);
    while (!queue.isEmpty()) {
      GraphNode node = queue.pop();
      seen.add(node);
      if (!node.flags().extraneous) {
        keepHolders(node);
      }
      if (node.isLink()) {
        passToTarget(node);
      } else {
        walkEdges(node);
      }
    }
  }

  private static void keepHolders(GraphNode node) {
    GraphNode holder = node.resolveParent();
    while (holder != null && holder.flags().extraneous) {
      holder.flags().extraneous = false;
      holder = holder.resolveParent();
    }
  }

  private void passToTarget(GraphNode link) {
    GraphNode target = link.target();
    if (target == null) {
      return;
    }
    Flags from = link.flags();
    Flags to = target.flags();
    boolean changed =
        (to.dev && !from.dev)
            || (to.optional && !from.optional)
            || (to.devOptional && !from.devOptional)
            || (to.peer && !from.peer)
            || (to.extraneous && !from.extraneous);
    to.dev &= from.dev;
    to.optional &= from.optional;
    to.devOptional &= from.devOptional;
    to.peer &= from.peer;
    to.extraneous &= from.extraneous;
    if (changed || !seen.contains(target)) {
      queue.push(target);
    }
  }

  private void walkEdges(GraphNode node) {
    Flags from = node.flags();
    for (GraphEdge edge : node.edges()) {
      GraphNode found = edge.to();
      if (found == null) {
        continue;
      }
      boolean dev = edge.isDev();
      boolean optional = edge.isOptional();
      boolean peer = edge.isPeer();
      Flags to = found.flags();
      boolean needed = to.extraneous && !from.extraneous && !(peer && optional);
      boolean notDev = to.dev && !from.dev && !dev;
      boolean notOptional = to.optional && !from.optional && !optional;
      boolean notPeer = to.peer && !from.peer && !peer;
      to.extraneous &= !needed;
      to.dev &= !notDev;
      to.optional &= !notOptional;
      boolean plain =
          to.devOptional && !from.devOptional && !from.dev && !from.optional && !dev && !optional;
      to.devOptional &= !plain;
      to.peer &= !notPeer;
      if (needed || notDev || notOptional || notPeer || plain) {
        queue.push(found);
      }
    }
  }
}
