package dev.jpm.resolver;

import dev.jpm.resolver.graph.DepSets;
import dev.jpm.resolver.graph.GraphEdge;
import dev.jpm.resolver.graph.GraphNode;
import dev.jpm.resolver.graph.Moves;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;

/** Puts a package in the place of another, and takes out what only the other needed. */
final class Replacement {
  private Replacement() {}

  /**
   * Lets {@code fresh} stand where {@code old} stood.
   *
   * @param conflicted told of peer edges that the new one does not satisfy and that cannot go
   *     elsewhere
   * @param holes gets the nodes that lost a peer set, which has to find another place
   */
  static void of(
      GraphNode fresh, GraphNode old, Consumer<GraphEdge> conflicted, Set<GraphNode> holes) {
    GraphNode target = Objects.requireNonNull(old.parent());
    List<GraphNode> oldDeps = new ArrayList<>();
    for (GraphEdge edge : old.edges()) {
      GraphNode to = edge.to();
      if (to != null && fresh.edgeNamed(edge.name()) == null) {
        oldDeps.addAll(DepSets.gather(Set.of(to), e -> e.to() != to));
      }
    }
    Set<GraphNode> evicted = evicted(fresh, old, target, conflicted);
    Moves.replace(fresh, old);
    takeOut(fresh, oldDeps);
    for (GraphNode node : evicted) {
      for (GraphEdge edge : node.edgesIn()) {
        holes.add(edge.depender());
      }
      Moves.takeOut(node);
    }
  }

  /** Peer sets at this level that the new package does not satisfy and that can go deeper. */
  private static Set<GraphNode> evicted(
      GraphNode fresh, GraphNode old, GraphNode target, Consumer<GraphEdge> conflicted) {
    Set<GraphNode> evicted = new LinkedHashSet<>();
    for (GraphEdge edge : List.copyOf(old.edgesIn())) {
      GraphNode from = edge.depender();
      if (!edge.isPeer()
          || from.parent() != target
          || edge.isPeerConflicted()
          || fresh.satisfies(edge)) {
        continue;
      }
      for (GraphEdge entryEdge : DepSets.peerEntrySets(from).keySet()) {
        GraphNode entry = Objects.requireNonNull(entryEdge.to());
        // npm asks how deep the entry could go without naming it, which is: into itself.
        if (entry != target && !Placement.isOwn(entryEdge.depender())) {
          evicted.addAll(
              DepSets.gather(Set.of(entry), e -> e.to() != entry && !e.isPeerConflicted()));
        } else {
          conflicted.accept(edge);
        }
      }
    }
    return evicted;
  }

  private static void takeOut(GraphNode fresh, List<GraphNode> oldDeps) {
    Set<GraphNode> suspects = new LinkedHashSet<>();
    for (GraphEdge edge : fresh.edges()) {
      GraphNode to = edge.to();
      if (to != null && !edge.isValid()) {
        suspects.add(to);
      }
    }
    for (GraphNode dep : oldDeps) {
      suspects.addAll(DepSets.gather(Set.of(dep), e -> e.to() != dep && e.isValid()));
    }
    Set<GraphNode> gone =
        DepSets.gather(suspects, e -> e.from() != fresh && e.to() != fresh && e.isValid());
    gone.forEach(Moves::takeOut);
  }
}
