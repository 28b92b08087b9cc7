package dev.jpm.resolver;

import dev.jpm.model.semver.Version;
import dev.jpm.resolver.graph.DepSets;
import dev.jpm.resolver.graph.GraphEdge;
import dev.jpm.resolver.graph.GraphNode;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The question whether a package, and the peers it brings along, can stand in a certain node's
 * node_modules. Asking changes nothing. The package and its peers stand under a virtual root.
 */
final class CanPlace {
  /** The answers. */
  enum Answer {
    /** Nothing stands there and nobody minds. */
    OK,
    /** What stands there can give way. */
    REPLACE,
    /** What stands there will do. */
    KEEP,
    CONFLICT
  }

  private record State(GraphNode dep, GraphNode target) {}

  /** So many questions about one package are asked in peer sets where all know all. */
  private static final int MANY = 4000;

  private final GraphNode dep;
  private final GraphNode target;
  private final GraphEdge edge;
  private final @Nullable CanPlace parent;
  private final boolean explicit;
  private final boolean preferDedupe;

  /** The edge that all this is about: the topmost question's. */
  private final GraphEdge entryEdge;

  private final GraphNode deepest;
  private final @Nullable GraphNode current;
  private final boolean overridden;
  private final List<CanPlace> children = new ArrayList<>();
  private @Nullable Iterator<GraphEdge> peers;
  private boolean peersKnown;
  private boolean peersConflict;
  private @Nullable Answer self;
  private @Nullable Answer answer;

  private CanPlace(
      GraphNode dep,
      GraphNode target,
      GraphEdge edge,
      @Nullable CanPlace parent,
      GraphNode deepest,
      boolean explicit,
      boolean preferDedupe) {
    this.dep = dep;
    this.target = target;
    this.edge = edge;
    this.parent = parent;
    this.entryEdge = parent == null ? edge : parent.entryEdge;
    this.explicit = explicit;
    // Peers try harder to be the only ones of their name.
    this.preferDedupe = preferDedupe || edge.isPeer();
    this.deepest = deepest;
    this.current = target.child(edge.name());
    this.overridden = !dep.satisfies(edge);
  }

  /**
   * Asks whether {@code dep} can stand in {@code target}.
   *
   * @param parent the answer for the package whose peer {@code dep} is; null where it is none
   * @param deepest the deepest place where it could stand
   */
  static CanPlace ask(
      GraphNode dep,
      GraphNode target,
      GraphEdge edge,
      @Nullable CanPlace parent,
      GraphNode deepest,
      boolean explicit,
      boolean preferDedupe) {
    CanPlace question = new CanPlace(dep, target, edge, parent, deepest, explicit, preferDedupe);
    question.work();
    return question;
  }

  Answer answer() {
    return Objects.requireNonNull(answer);
  }

  /** The answer for the package alone, whatever its peers say. */
  Answer self() {
    return Objects.requireNonNull(self);
  }

  GraphNode target() {
    return target;
  }

  GraphNode dep() {
    return dep;
  }

  GraphEdge edge() {
    return edge;
  }

  @Nullable GraphNode current() {
    return current;
  }

  /** The questions below this one that ended in a conflict, nearest first. */
  List<CanPlace> conflicts() {
    List<CanPlace> all = new ArrayList<>(children);
    for (int i = 0; i < all.size(); i++) {
      all.addAll(all.get(i).children);
    }
    return all.stream().filter(c -> c.answer == Answer.CONFLICT).toList();
  }

  /** Answers this question; a question waits on a stack while those about its peers are asked. */
  private void work() {
    Deque<CanPlace> stack = new ArrayDeque<>();
    Set<GraphNode> path = new HashSet<>();
    Set<State> asked = new HashSet<>();
    int count = 0;
    stack.push(this);
    path.add(dep);
    while (!stack.isEmpty()) {
      CanPlace question = stack.element();
      Answer sure = question.peers == null ? question.check() : null;
      CanPlace next = sure == null ? question.nextPeer(path) : null;
      if (next == null) {
        question.peersKnown = true;
        question.finish(sure == null ? Objects.requireNonNull(question.check()) : sure);
        stack.pop();
        path.remove(question.dep);
        if (question.answer == Answer.CONFLICT && !stack.isEmpty()) {
          stack.element().peersConflict = true;
        }
      } else if (++count < MANY || asked.add(new State(next.dep, next.target))) {
        stack.push(next);
        path.add(next.dep);
      } else {
        next.finish(Answer.OK);
      }
    }
  }

  private void finish(Answer sure) {
    answer = sure;
    if (self == null) {
      self = sure;
    }
  }

  private @Nullable CanPlace nextPeer(Set<GraphNode> path) {
    Iterator<GraphEdge> left = peers;
    if (left == null) {
      left = dep.edges().iterator();
      peers = left;
    }
    while (left.hasNext()) {
      GraphEdge peerEdge = left.next();
      GraphNode peer = peerEdge.to();
      if (!peerEdge.isPeer() || peer == null || path.contains(peer)) {
        continue;
      }
      CanPlace child =
          new CanPlace(
              peer,
              NestingTarget.deepest(target, peer.name()),
              peerEdge,
              this,
              NestingTarget.deepest(deepest, peer.name()),
              false,
              true);
      children.add(child);
      return child;
    }
    return null;
  }

  /** The answer, or null where it hangs on the peers and they were not asked yet. */
  private @Nullable Answer check() {
    if (dep.failure() != null) {
      return current == null ? Answer.OK : Answer.REPLACE;
    }
    GraphEdge own = target.edgeNamed(edge.name());
    if (own != null && own.isPeer() && !target.isTop()) {
      return Answer.CONFLICT;
    }
    if (current == null && own != null && own != edge && !dep.satisfies(own)) {
      return Answer.CONFLICT;
    }
    return current == null ? checkFree() : checkTaken(current);
  }

  private @Nullable Answer checkFree() {
    GraphNode shadowed = target == entryEdge.from() ? null : target.find(edge.name());
    if (shadowed != null) {
      for (GraphEdge in : shadowed.edgesIn()) {
        if (in.depender().isDescendantOf(target) && in.isValid() && !dep.satisfies(in)) {
          return Answer.CONFLICT;
        }
      }
    }
    return withPeers(Answer.OK);
  }

  private @Nullable Answer checkTaken(GraphNode standing) {
    if (dep.matches(standing) && (standing.satisfies(edge) || overridden)) {
      return explicit ? Answer.REPLACE : Answer.KEEP;
    }
    Version fresh = dep.version();
    Version old = standing.version();
    boolean newer = fresh != null && old != null && fresh.compareTo(old) >= 0;
    if (newer && dep.canReplace(standing, Set.of())) {
      Answer replace = withPeers(Answer.REPLACE);
      if (replace != Answer.CONFLICT) {
        return replace;
      }
    }
    if (standing.satisfies(edge) && (!explicit || preferDedupe)) {
      return Answer.KEEP;
    }
    if (preferDedupe && !newer && dep.canReplace(standing, Set.of())) {
      Answer replace = withPeers(Answer.REPLACE);
      if (replace != Answer.CONFLICT) {
        return replace;
      }
    }
    if (target != deepest) {
      return Answer.CONFLICT;
    }
    if (!edge.isPeer() && target == edge.from()) {
      return withPeers(Answer.REPLACE);
    }
    if (parent == null && !edge.isPeer()) {
      return Answer.CONFLICT;
    }
    return givesWay(standing) ? withPeers(Answer.REPLACE) : Answer.CONFLICT;
  }

  /** Whether every peer set around what stands there can be replaced, or can go deeper. */
  private boolean givesWay(GraphNode standing) {
    boolean all = true;
    for (Map.Entry<GraphEdge, Set<GraphNode>> entry : DepSets.peerEntrySets(standing).entrySet()) {
      GraphEdge from = entry.getKey();
      if (from == edge || from == entryEdge || isReplaced(from)) {
        continue;
      }
      for (GraphNode peer : entry.getValue()) {
        GraphNode deep = NestingTarget.deepest(from.depender(), peer.name());
        if (deep == target || target.isDescendantOf(deep)) {
          all = false;
          break;
        }
      }
    }
    return all;
  }

  private boolean isReplaced(GraphEdge from) {
    GraphNode entry = Objects.requireNonNull(from.to());
    GraphNode ours = dep.parent();
    if (ours == null) {
      // It stands alone, so it brings nothing to put in the place of the others (npm crashes here).
      return false;
    }
    GraphNode substitute = ours.child(entry.name());
    if (substitute == null) {
      return canClobber(entry, ours);
    }
    Set<String> names = new HashSet<>();
    ours.children().forEach(child -> names.add(child.name()));
    return substitute.canReplace(entry, names);
  }

  /** Whether the new peers satisfy all that the old set wants of them. */
  private static boolean canClobber(GraphNode entry, GraphNode ours) {
    List<GraphNode> walk = new ArrayList<>(List.of(entry));
    Set<GraphNode> seen = new HashSet<>(walk);
    for (int i = 0; i < walk.size(); i++) {
      for (GraphEdge peerEdge : walk.get(i).edges()) {
        if (!peerEdge.isPeer() || !peerEdge.isValid()) {
          continue;
        }
        GraphNode substitute = ours.child(peerEdge.name());
        GraphNode to = peerEdge.to();
        if (substitute == null) {
          if (to != null && seen.add(to)) {
            walk.add(to);
          }
        } else if (!substitute.satisfies(peerEdge)) {
          return false;
        }
      }
    }
    return true;
  }

  private @Nullable Answer withPeers(Answer state) {
    self = state;
    if (!peersKnown) {
      return null;
    }
    return peersConflict ? Answer.CONFLICT : state;
  }
}
