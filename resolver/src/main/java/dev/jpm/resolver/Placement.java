package dev.jpm.resolver;

import dev.jpm.model.LocaleOrder;
import dev.jpm.model.Order;
import dev.jpm.resolver.CanPlace.Answer;
import dev.jpm.resolver.ResolveOptions.Flag;
import dev.jpm.resolver.graph.DepSets;
import dev.jpm.resolver.graph.GraphEdge;
import dev.jpm.resolver.graph.GraphNode;
import dev.jpm.resolver.graph.Moves;
import dev.jpm.resolver.graph.Nodes;
import dev.jpm.resolver.graph.Shipped;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.Deque;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Puts one package where it belongs for one edge, and then those of its peers that are not met
 * there: as high as it can go without a conflict. Takes out what that makes superfluous.
 */
final class Placement {
  /** Peers that evict their own dependers bring each other along without end; npm crashes there. */
  private static final int FAR_TOO_DEEP = 2000;

  private final Settings settings;
  private final Nodes nodes;
  private final GraphNode dep;
  private final GraphEdge edge;
  private final boolean explicit;
  private final @Nullable Placement parent;
  private final @Nullable GraphNode before;
  private final Set<GraphNode> holes = new LinkedHashSet<>();
  private final Placement top;
  private final int depth;
  private GraphNode start;
  private @Nullable CanPlace can;
  private @Nullable CanPlace canSelf;
  private @Nullable GraphNode placed;

  private Placement(
      Settings settings,
      Nodes nodes,
      GraphNode dep,
      GraphEdge edge,
      boolean explicit,
      @Nullable Placement parent) {
    this.settings = settings;
    this.nodes = nodes;
    this.dep = dep;
    this.edge = edge;
    this.explicit = explicit;
    this.parent = parent;
    this.before = edge.to();
    this.top = parent == null ? this : parent.top;
    this.depth = parent == null ? 0 : parent.depth + 1;
    this.start = edge.depender();
  }

  /** One package waiting for its peers to be placed. */
  private record Frame(Placement placement, GraphNode virtualRoot, Iterator<GraphEdge> peers) {}

  /**
   * Places {@code dep} for {@code edge}, and its peers.
   *
   * @return what was done, for the package first, then for its peers
   * @throws ConflictException where that is impossible and the user must decide
   */
  static List<Placement> place(
      Settings settings, Nodes nodes, GraphNode dep, GraphEdge edge, boolean explicit) {
    List<Placement> done = new ArrayList<>();
    Deque<Frame> stack = new ArrayDeque<>();
    start(new Placement(settings, nodes, dep, edge, explicit, null), done, stack);
    while (!stack.isEmpty()) {
      Frame frame = stack.element();
      if (!frame.peers().hasNext()) {
        stack.pop();
        continue;
      }
      GraphEdge peerEdge = frame.peers().next();
      if (peerEdge.isValid() || !peerEdge.isPeer() || peerEdge.isPeerConflicted()) {
        continue;
      }
      GraphNode peer = frame.virtualRoot().child(peerEdge.name());
      if (peer != null && peer.satisfies(peerEdge)) {
        Placement next =
            new Placement(settings, nodes, peer, peerEdge, explicit, frame.placement());
        if (next.depth > FAR_TOO_DEEP) {
          throw new ConflictException(Conflicts.withinPeers(settings, peerEdge, null));
        }
        start(next, done, stack);
      }
    }
    return done;
  }

  private static void start(Placement placement, List<Placement> done, Deque<Frame> stack) {
    done.add(placement);
    GraphNode virtualRoot = placement.dep.parent();
    placement.decide();
    GraphNode placed = placement.placed;
    if (placed != null && virtualRoot != null && !placed.isLink()) {
      stack.push(new Frame(placement, virtualRoot, List.copyOf(placed.edges()).iterator()));
    }
  }

  /** What now stands in the tree; null where nothing had to be put there. */
  @Nullable GraphNode placed() {
    return placed;
  }

  /** Whether it took the place of another. */
  boolean isReplacement() {
    return can != null && can.self() == Answer.REPLACE;
  }

  GraphEdge edge() {
    return edge;
  }

  GraphNode dep() {
    return dep;
  }

  @Nullable Placement parent() {
    return parent;
  }

  @Nullable GraphNode before() {
    return before;
  }

  @Nullable CanPlace canSelf() {
    return canSelf;
  }

  /** Nodes that lost dependencies on the way and have to be looked at again. */
  Collection<GraphNode> holes() {
    return holes;
  }

  private void decide() {
    if (before != null && edge.isValid() && !explicit && !settings.isUpdated(edge.name())) {
      return;
    }
    findTarget();
    if (can == null) {
      boolean mine = isMine();
      if (!settings.has(Flag.FORCE) && (mine || settings.has(Flag.STRICT_PEER_DEPS))) {
        throw new ConflictException(Conflicts.of(settings, this, top.edge, top.dep));
      }
      if (canSelf == null) {
        warn(edge, dep);
        return;
      }
      can = canSelf;
    }
    CanPlace chosen = can;
    Answer type = chosen.answer() == Answer.CONFLICT ? chosen.self() : chosen.answer();
    if (type == Answer.KEEP) {
      if (edge.isPeer() && !edge.isValid()) {
        warn(edge, dep);
      }
      prune(chosen.target(), true);
      uncover(chosen.target().child(edge.name()));
      return;
    }
    if (!linkToAncestor(chosen.target())) {
      put(chosen.target());
    }
  }

  /**
   * Where to begin: at least as high as the package whose peer this is. Worked out anew where
   * placing that package has taken the depender out of the tree: then its peers go with it.
   */
  private GraphNode start() {
    GraphNode depender = top.edge.depender();
    if (parent != null && parent.start.graph() == depender.graph()) {
      return NestingTarget.deepest(parent.start, edge.name());
    }
    Deque<Placement> chain = new ArrayDeque<>();
    for (Placement next = this; next != null; next = next.parent) {
      chain.push(next);
    }
    GraphNode found = depender;
    for (Placement next : chain) {
      found = NestingTarget.deepest(found, next.edge.name());
    }
    return found;
  }

  /** Climbs as long as there is no conflict. */
  private void findTarget() {
    start = start();
    for (GraphNode target = start; target != null; target = target.resolveParent()) {
      GraphEdge own = target.edgeNamed(edge.name());
      if (!target.isTop() && own != null && own.isPeer()) {
        continue;
      }
      CanPlace question =
          CanPlace.ask(
              dep,
              target,
              edge,
              parent == null ? null : parent.can,
              start,
              explicit,
              settings.has(Flag.PREFER_DEDUPE));
      if (question.self() != Answer.CONFLICT) {
        canSelf = question;
      }
      if (question.answer() == Answer.CONFLICT) {
        return;
      }
      can = question;
      if (dep.failure() != null || isHighEnough(target)) {
        return;
      }
    }
  }

  private boolean isHighEnough(GraphNode target) {
    if (settings.has(Flag.GLOBAL)) {
      return isUnderRoot(target);
    }
    return switch (settings.options().strategy()) {
      case NESTED -> true;
      case SHALLOW -> isUnderRoot(target);
      case HOISTED -> false;
    };
  }

  private static boolean isUnderRoot(GraphNode target) {
    GraphNode above = target.resolveParent();
    return above != null && above.isProjectRoot();
  }

  /** Cuts endless nesting (a1 in b1 in a2 in b2 in a1 …) by a link to the one above. */
  private boolean linkToAncestor(GraphNode target) {
    for (GraphNode above = target; above != null; above = above.resolveParent()) {
      if (!above.isTop() && above.matches(dep)) {
        GraphNode link = nodes.link(above.name(), above);
        Moves.attach(link, target);
        placed = link;
        return true;
      }
    }
    return false;
  }

  private void put(GraphNode target) {
    GraphNode fresh = nodes.copy(dep);
    placed = fresh;
    GraphNode old = target.child(edge.name());
    if (old == null) {
      Moves.attach(fresh, target);
    } else {
      Replacement.of(fresh, old, this::warnOld, holes);
    }
    if (edge.isPeer() && !fresh.satisfies(edge)) {
      warn(edge, dep);
    }
    GraphNode leadsTo = edge.to();
    if (edge.isValid() && leadsTo != null && leadsTo != fresh) {
      prune(leadsTo, false);
    }
    for (GraphNode same : target.graph().named(edge.name())) {
      if (same.graph() != target.graph() || same.isTop() || !same.isDescendantOf(target)) {
        continue;
      }
      prune(same, false);
      if (same.graph() == target.graph()) {
        for (GraphNode kid : List.copyOf(same.children())) {
          prune(kid, false);
        }
      }
    }
  }

  /**
   * Takes out what stands between the edge and the package that was kept for it, where everybody
   * can do with that one. npm leaves a newer version in the way, so that a rule of overrides that
   * asks for an older one does not come true once there is a lockfile.
   */
  private void uncover(@Nullable GraphNode kept) {
    GraphNode between = edge.to();
    if (kept != null
        && between != null
        && between != kept
        && edge.isOverridden()
        && !edge.isValid()
        && !Shipped.inDepBundle(between)
        && kept.satisfies(edge)
        && kept.canReplace(between, Set.of())) {
      remove(between);
    }
  }

  private static void remove(GraphNode node) {
    Set<GraphNode> gone = DepSets.gather(Set.of(node), e -> e.to() != node && e.isValid());
    gone.forEach(Moves::takeOut);
  }

  /** Takes {@code node} out if what lies above it will do; else looks at what lies below it. */
  private void prune(GraphNode node, boolean descend) {
    Deque<GraphNode> stack = new ArrayDeque<>();
    stack.push(node);
    while (!stack.isEmpty()) {
      GraphNode next = stack.pop();
      if (Superfluous.is(next, settings.has(Flag.PREFER_DEDUPE), explicit)) {
        remove(next);
      } else if (descend) {
        for (GraphNode child : below(next).reversed()) {
          stack.push(child);
        }
      }
    }
  }

  private static List<GraphNode> below(GraphNode node) {
    Comparator<GraphNode> byPath = Order.by(GraphNode::path, LocaleOrder.ENGLISH);
    List<GraphNode> all = new ArrayList<>(node.children());
    all.sort(byPath);
    List<GraphNode> tops = new ArrayList<>(node.fsChildren());
    tops.sort(byPath);
    for (GraphNode top : tops) {
      List<GraphNode> children = new ArrayList<>(top.children());
      children.sort(byPath);
      all.addAll(children);
    }
    return all;
  }

  /**
   * Whether the project itself is the one that wants this, so that it can do something about it.
   */
  boolean isMine() {
    GraphEdge entry = top.edge;
    GraphNode from = entry.depender();
    if (isOwn(from)) {
      return true;
    }
    if (!entry.isPeer()) {
      return false;
    }
    boolean peers = false;
    for (GraphEdge in : from.edgesIn()) {
      if (in.isPeer()) {
        peers = true;
      } else if (isOwn(in.depender())) {
        return true;
      }
    }
    return peers
        && DepSets.peerEntrySets(from).keySet().stream().anyMatch(e -> isOwn(e.depender()));
  }

  static boolean isOwn(GraphNode node) {
    return node.isProjectRoot() || node.isWorkspace();
  }

  private void warnOld(GraphEdge conflicted) {
    warn(conflicted, dep);
  }

  private void warn(GraphEdge conflicted, GraphNode wanted) {
    conflicted.markPeerConflicted();
    settings
        .warnings()
        .add(
            "ERESOLVE",
            "overriding peer dependency\n"
                + Explainer.explain(Conflicts.of(settings, this, conflicted, wanted)));
  }

  @Override
  public String toString() {
    return Objects.toString(edge);
  }
}
