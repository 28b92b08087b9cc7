package dev.jpm.resolver;

import dev.jpm.model.LocaleOrder;
import dev.jpm.model.Order;
import dev.jpm.model.spec.Spec;
import dev.jpm.model.tree.EdgeType;
import dev.jpm.resolver.ResolveOptions.Flag;
import dev.jpm.resolver.graph.Graph;
import dev.jpm.resolver.graph.GraphEdge;
import dev.jpm.resolver.graph.GraphNode;
import dev.jpm.resolver.graph.Moves;
import dev.jpm.resolver.graph.Nodes;
import dev.jpm.resolver.graph.Shipped;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Goes through the tree from the top and sees to it that every edge is satisfied: for each node in
 * turn, packages for its edges that are not, placed as high as they can go.
 */
final class TreeBuilder {
  /**
   * So often a peer edge is worked on before it is given up. Peers that contradict each other can
   * evict each other in turn without end (npm then never returns).
   */
  private static final int ENOUGH = 40;

  /** Nothing else can be left out, so then the whole is impossible. */
  private static final int FAR_TOO_MANY = 1000;

  private final Settings settings;
  private final Nodes nodes;
  private final Sources sources;
  private final Candidates candidates;
  private final Contents contents;
  private final Graph graph;
  private final DepsQueue queue = new DepsQueue();
  private final Set<GraphNode> seen = new HashSet<>();
  private final Set<GraphNode> links = new LinkedHashSet<>();
  private final Set<GraphNode> failures = new LinkedHashSet<>();
  private final Map<String, Integer> attempts = new HashMap<>();
  private boolean changed;

  TreeBuilder(
      Settings settings,
      Nodes nodes,
      Sources sources,
      Candidates candidates,
      Contents contents,
      Graph graph) {
    this.settings = settings;
    this.nodes = nodes;
    this.sources = sources;
    this.candidates = candidates;
    this.contents = contents;
    this.graph = graph;
  }

  /** Whether anything was put into the tree. */
  boolean isChanged() {
    return changed;
  }

  /** Nodes of the tree that stand for packages which could not be loaded. */
  Set<GraphNode> failures() {
    return failures;
  }

  /** Has {@code node}'s edges looked at. */
  void queue(GraphNode node) {
    queue.push(node);
  }

  /** Queues all nodes that a walk from the root finds to have missing or wrong dependencies. */
  void queueProblems() {
    Set<GraphNode> met = new HashSet<>();
    Deque<GraphNode> stack = new ArrayDeque<>();
    stack.push(graph.root());
    while (!stack.isEmpty()) {
      GraphNode node = stack.pop();
      if (!met.add(node)) {
        continue;
      }
      boolean problem = false;
      for (GraphEdge edge : node.edges()) {
        GraphNode to = edge.to();
        boolean left = edge.type() == EdgeType.PEER_OPTIONAL && settings.leavesOptionalPeers();
        problem |= !left && (to == null || !edge.isValid());
        if (to != null) {
          stack.push(to);
        }
      }
      if (problem) {
        queue.push(node);
      }
    }
  }

  /** Works until nothing is left to do. */
  void build() {
    queue.push(graph.root());
    while (true) {
      GraphNode node = queue.pop();
      if (node == null) {
        followLinks();
        node = queue.pop();
      }
      if (node == null) {
        makeUp();
        node = queue.pop();
      }
      if (node == null) {
        return;
      }
      if (node.graph() == graph && seen.add(node)) {
        if (node.hasShrinkwrap() || !node.info().bundled().isEmpty()) {
          contents.unpack(node);
        }
        resolve(node);
      }
    }
  }

  private record Task(GraphEdge edge, GraphNode dep) {}

  private void resolve(GraphNode node) {
    List<GraphEdge> problems = problems(node);
    for (GraphEdge edge : problems) {
      prefetch(edge);
    }
    List<Task> tasks = new ArrayList<>();
    for (GraphEdge edge : problems) {
      if (!edge.isPeerConflicted() && !isHopeless(edge)) {
        tasks.add(new Task(edge, dependencyFor(node, edge)));
      }
    }
    tasks.sort(Order.by((Task t) -> t.edge().name(), LocaleOrder.ENGLISH));
    for (Task task : tasks) {
      boolean explicit = settings.explicit().contains(task.edge());
      for (Placement done : Placement.place(settings, nodes, task.dep(), task.edge(), explicit)) {
        follow(done);
      }
    }
    for (GraphEdge edge : node.edges()) {
      GraphNode to = edge.to();
      if (to != null && to.isLink() && to.target() != null) {
        links.add(to);
      }
    }
  }

  private boolean isHopeless(GraphEdge edge) {
    String key = edge.depender().path() + "\n" + edge.name();
    int count = attempts.merge(key, 1, Integer::sum);
    if (count < (edge.isPeer() ? ENOUGH : FAR_TOO_MANY)) {
      return false;
    }
    PeerConflict conflict = Conflicts.withinPeers(settings, edge, null);
    if (settings.has(Flag.STRICT_PEER_DEPS) || !edge.isPeer()) {
      throw new ConflictException(conflict);
    }
    edge.markPeerConflicted();
    settings
        .warnings()
        .add("ERESOLVE", "overriding peer dependency\n" + Explainer.explain(conflict));
    return true;
  }

  /** The package for an edge: from the peers already worked out, from the tree, or a new one. */
  private GraphNode dependencyFor(GraphNode node, GraphEdge edge) {
    GraphNode peerSource = node.peerSetSource() == null ? node : node.peerSetSource();
    GraphNode virtualRoot = candidates.virtualRoot(edge.isPeer() ? peerSource : node);
    GraphEdge same = virtualRoot.edgeNamed(edge.name());
    GraphNode known = same != null && same.isValid() ? same.to() : null;
    if (known != null && known.satisfies(edge)) {
      return known;
    }
    if (edge.type() == EdgeType.PEER_OPTIONAL
        && !settings.isUpdated(edge.name())
        && !settings.explicit().contains(edge)) {
      GraphNode depender = edge.depender();
      GraphNode above = depender.resolveParent();
      GraphNode standing = hoistable(above == null ? depender : above, edge);
      if (standing != null) {
        return standing;
      }
    }
    return candidates.candidate(edge, edge.isPeer() ? virtualRoot : null);
  }

  /** A node below {@code root} that will do, the nearest first. */
  private static @Nullable GraphNode hoistable(GraphNode root, GraphEdge edge) {
    Deque<GraphNode> walk = new ArrayDeque<>(root.children());
    while (!walk.isEmpty()) {
      GraphNode node = walk.remove();
      if (node.name().equals(edge.name()) && !Shipped.inDepBundle(node) && node.satisfies(edge)) {
        return node;
      }
      walk.addAll(node.children());
    }
    return null;
  }

  /** Sees to what a placement made necessary elsewhere. */
  private void follow(Placement done) {
    GraphNode placed = done.placed();
    if (placed == null) {
      return;
    }
    if (placed.failure() != null) {
      failures.add(placed);
    }
    changed = true;
    contents.notePlaced(placed);
    for (GraphEdge in : List.copyOf(placed.edgesIn())) {
      if (in == done.edge() || in.isValid() || in.isPeerConflicted()) {
        continue;
      }
      GraphNode from = in.depender();
      if (done.isReplacement() || !settings.leavesOptionalPeers()) {
        seen.remove(from);
        queue.push(from);
      } else if (!seen.contains(from)) {
        queue.push(from);
      }
    }
    queue.push(placed);
    for (GraphNode hole : done.holes()) {
      seen.remove(hole);
      queue.push(hole);
    }
    for (GraphEdge edge : problems(placed)) {
      prefetch(edge);
    }
  }

  private void prefetch(GraphEdge edge) {
    Spec spec = nodes.specs().parsed(edge.name(), edge.spec());
    if (spec != null) {
      sources.prefetch(edge.name(), spec);
    }
  }

  /** Looks into packages inside the project that links lead to, once nothing else is left. */
  private void followLinks() {
    for (GraphNode link : List.copyOf(links)) {
      GraphNode target = link.target();
      if (link.graph() != graph || target == null || !target.isDescendantOf(graph.root())) {
        continue;
      }
      if (target.resolveParent() != null && !seen.contains(target)) {
        if (link.overrides() != null) {
          link.forwardOverridesTo(target);
        }
        queue.push(target);
      }
    }
    links.clear();
  }

  /** Gives back what nodes lost by a link that was taken out; npm forgets it. */
  private void makeUp() {
    for (GraphNode loser : graph.losers()) {
      if (problems(loser).stream().anyMatch(edge -> edge.to() == null)) {
        seen.remove(loser);
        queue.push(loser);
      }
    }
  }

  /** The edges of {@code node} that need a package. */
  private List<GraphEdge> problems(GraphNode node) {
    List<GraphEdge> problems = new ArrayList<>();
    boolean own = Placement.isOwn(node);
    for (GraphEdge edge : node.edges()) {
      if ((own || !edge.isBundled()) && isProblem(edge)) {
        problems.add(edge);
      }
    }
    return problems;
  }

  private boolean isProblem(GraphEdge edge) {
    GraphNode to = edge.to();
    boolean explicit = settings.explicit().contains(edge);
    if (to == null) {
      if (edge.type() == EdgeType.OPTIONAL && settings.has(Flag.LEAVE_MISSING_OPTIONAL)) {
        return explicit;
      }
      return edge.type() != EdgeType.PEER_OPTIONAL || explicit;
    }
    if (failures.contains(to) || candidates.failures().contains(to) || Shipped.inShrinkwrap(to)) {
      return false;
    }
    if (!edge.isValid()) {
      return edge.type() != EdgeType.PEER_OPTIONAL || !settings.leavesOptionalPeers();
    }
    return !to.isWorkspace() && (settings.isUpdated(edge.name()) || explicit);
  }

  /**
   * Takes out what no edge reaches; flags must be right. What a shrinkwrap wants stays on disk: npm
   * reads it anew with every install.
   *
   * @param alsoBundled whether what bundles bring and nobody needs goes too
   */
  void pruneExtraneous(boolean alsoBundled) {
    for (GraphNode node : List.copyOf(graph.nodes())) {
      boolean wanted =
          (!settings.has(Flag.COMPLETE) && Shipped.inShrinkwrap(node))
              || (!alsoBundled && Shipped.inBundle(node));
      if (node.flags().extraneous() && node.parent() != null && !wanted) {
        Moves.detach(node);
      }
    }
  }
}
