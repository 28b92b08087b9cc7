package dev.jpm.resolver;

import dev.jpm.model.tree.EdgeType;
import dev.jpm.resolver.CanPlace.Answer;
import dev.jpm.resolver.PeerConflict.Because;
import dev.jpm.resolver.PeerConflict.Reason;
import dev.jpm.resolver.ResolveOptions.Flag;
import dev.jpm.resolver.graph.GraphEdge;
import dev.jpm.resolver.graph.GraphNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Puts together why peers contradict each other, from the graph as it stands at that moment. */
final class Conflicts {
  /** Deeper than anybody reads. */
  private static final int DEPTH = 5;

  private final Set<GraphNode> path = new HashSet<>();

  private Conflicts() {}

  /** The conflict that placing a package, or one of its peers, ran into. */
  static PeerConflict of(Settings settings, Placement placement, GraphEdge edge, GraphNode dep) {
    GraphNode current = edge.depender().find(edge.name());
    GraphNode inTheWay = null;
    Reason conflicting = null;
    if (placement.parent() == null) {
      CanPlace self = placement.canSelf();
      if (self == null || self.self() == Answer.CONFLICT) {
        inTheWay = placement.before();
        conflicting = reason(placement.dep(), placement.edge());
      } else {
        CanPlace peer = firstConflict(self);
        inTheWay = peer == null ? null : peer.current();
        conflicting = peer == null ? null : reason(peer.dep(), peer.edge());
      }
    }
    Reason found = null;
    if (current != null) {
      found = reason(current, placement.parent() == null ? null : edge);
    } else if (inTheWay != null) {
      found = reason(inTheWay, null);
    }
    return new PeerConflict(
        whileResolving(dep, current, edge.depender()),
        found,
        null,
        because(edge),
        conflicting,
        settings.has(Flag.STRICT_PEER_DEPS));
  }

  private static @Nullable CanPlace firstConflict(CanPlace question) {
    for (CanPlace peer : question.conflicts()) {
      if (peer.current() != null) {
        return peer;
      }
    }
    return null;
  }

  /** The conflict within the peers of one package, before any was placed. */
  static PeerConflict withinPeers(
      Settings settings, GraphEdge edge, @Nullable GraphEdge currentEdge) {
    GraphNode current = edge.depender().find(edge.name());
    return new PeerConflict(
        whileResolving(null, current, edge.depender()),
        current == null ? null : reason(current, null),
        currentEdge == null ? null : because(currentEdge),
        because(edge),
        null,
        settings.has(Flag.STRICT_PEER_DEPS));
  }

  /** The package for which the first of these nodes that is virtual was tried out. */
  private static @Nullable String whileResolving(
      @Nullable GraphNode dep, @Nullable GraphNode current, GraphNode depender) {
    for (GraphNode node : new @Nullable GraphNode[] {dep, current, depender}) {
      GraphNode source = node == null ? null : node.graph().root().source();
      if (source != null) {
        String own = source.packageName();
        return (own == null ? source.name() : own) + "@" + source.versionText();
      }
    }
    return null;
  }

  private static Reason reason(GraphNode node, @Nullable GraphEdge only) {
    return new Conflicts().explain(node, only, DEPTH);
  }

  private static Because because(GraphEdge edge) {
    return new Conflicts().explain(edge, DEPTH);
  }

  private Reason explain(GraphNode given, @Nullable GraphEdge only, int depth) {
    GraphNode source = given.source();
    GraphNode node = source == null ? given : source;
    boolean again = !path.add(node);
    List<Because> dependents = new ArrayList<>();
    List<Reason> links = new ArrayList<>();
    if (!again && depth > 0) {
      if (only != null) {
        dependents.add(explain(only, depth - 1));
      } else {
        for (GraphEdge edge : node.edgesIn()) {
          if (edge.isValid() || edge.depender().isProjectRoot()) {
            dependents.add(explain(edge, depth - 1));
          }
        }
      }
      for (GraphNode link : node.linksIn()) {
        links.add(explain(link, only, depth - 1));
      }
    }
    if (!again) {
      path.remove(node);
    }
    String name = node.isTop() && node.packageName() != null ? node.packageName() : node.name();
    return new Reason(
        name,
        node.versionText(),
        again ? null : node.path(),
        node.isWorkspace(),
        dependents,
        links);
  }

  private Because explain(GraphEdge edge, int depth) {
    GraphNode from = edge.depender();
    GraphNode real = from.source() == null ? from : from.source();
    Reason depender =
        real.isProjectRoot() && real.source() == null ? null : explain(from, null, depth);
    return new Because(
        word(edge.type()),
        edge.name(),
        edge.spec(),
        edge.isOverridden() ? edge.rawSpec() : null,
        edge.isBundled(),
        depender);
  }

  /** npm's word for a type. */
  static String word(EdgeType type) {
    return switch (type) {
      case PROD -> "prod";
      case DEV -> "dev";
      case OPTIONAL -> "optional";
      case PEER -> "peer";
      case PEER_OPTIONAL -> "peerOptional";
      case WORKSPACE -> "workspace";
    };
  }
}
