package dev.jpm.resolver;

import dev.jpm.model.LocaleOrder;
import dev.jpm.model.Manifest;
import dev.jpm.model.Order;
import dev.jpm.model.error.ErrorCode;
import dev.jpm.model.error.JpmException;
import dev.jpm.model.spec.Spec;
import dev.jpm.model.spec.Spec.DirectorySpec;
import dev.jpm.model.spec.Spec.FileSpec;
import dev.jpm.model.tree.EdgeType;
import dev.jpm.resolver.ResolveOptions.Flag;
import dev.jpm.resolver.Sources.Loaded;
import dev.jpm.resolver.graph.Graph;
import dev.jpm.resolver.graph.GraphEdge;
import dev.jpm.resolver.graph.GraphNode;
import dev.jpm.resolver.graph.Moves;
import dev.jpm.resolver.graph.Nodes;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Finds the package for an edge and works out which peers have to come along: under a virtual root
 * that wants what the depender wants, so that peers are chosen to suit it.
 */
final class Candidates {
  /**
   * Peers that contradict each other can take each other's place in turn, each time one deeper, and
   * never come to an end (npm then never returns). No peer set that does end is as large as this.
   */
  private static final int FAR_TOO_MANY = 50_000;

  private static final int FAR_TOO_DEEP = 1_000;

  private final Settings settings;
  private final Nodes nodes;
  private final Sources sources;
  private final PreferredSources preferred;
  private final Graph graph;
  private final Map<GraphNode, GraphNode> virtualRoots = new HashMap<>();
  private final Set<GraphNode> failures = new LinkedHashSet<>();
  private final Map<String, String> workspaces;

  Candidates(
      Settings settings,
      Nodes nodes,
      Sources sources,
      VersionPreferences preferences,
      Graph graph,
      Map<String, String> workspaces) {
    this.settings = settings;
    this.nodes = nodes;
    this.sources = sources;
    this.preferred = new PreferredSources(sources, nodes.specs(), preferences);
    this.graph = graph;
    this.workspaces = workspaces;
  }

  /** Packages that could not be loaded, as they were put into trees. */
  Set<GraphNode> failures() {
    return failures;
  }

  /** The virtual root for {@code source} that was made last, or a fresh one. */
  GraphNode virtualRoot(GraphNode source) {
    GraphNode known = virtualRoots.get(source);
    return known == null ? freshRoot(source) : known;
  }

  private GraphNode freshRoot(GraphNode source) {
    GraphNode root = nodes.virtualRoot(source);
    virtualRoots.put(source, root);
    return root;
  }

  /**
   * A node for {@code edge}, its peers beside it.
   *
   * @param virtualRoot to work under; null: a fresh one for the depender
   */
  GraphNode candidate(GraphEdge edge, @Nullable GraphNode virtualRoot) {
    Set<GraphNode> required = new LinkedHashSet<>();
    required.add(edge.depender());
    return new PeerSet(required).candidate(edge, virtualRoot);
  }

  /** The loading of one package and, peer by peer, of what must come along. */
  private final class PeerSet {
    private final Set<GraphNode> required;
    private final Deque<Loading> stack = new ArrayDeque<>();
    private @Nullable GraphNode result;
    private int loaded;

    PeerSet(Set<GraphNode> required) {
      this.required = required;
    }

    GraphNode candidate(GraphEdge edge, @Nullable GraphNode virtualRoot) {
      start(edge, virtualRoot, null);
      while (!stack.isEmpty()) {
        step(stack.element());
      }
      return Objects.requireNonNull(result);
    }

    private void start(
        GraphEdge edge, @Nullable GraphNode virtualRoot, @Nullable GraphEdge second) {
      if (++loaded > FAR_TOO_MANY || stack.size() > FAR_TOO_DEEP) {
        fail(edge, second);
      }
      GraphNode parent = virtualRoot == null ? freshRoot(edge.depender()) : virtualRoot;
      GraphNode node = load(edge, parent);
      if (second != null && !second.isValid()) {
        GraphNode other = load(second, parent);
        node = edge.isValid() ? other : node;
      }
      Moves.attach(node, parent);
      if (isRequired(edge) || (second != null && isRequired(second))) {
        required.add(node);
      }
      node.peerSetSource(parent.source());
      result = node;
      if (!(settings.has(Flag.GLOBAL) && isRealRoot(edge.depender()))) {
        stack.push(new Loading(node));
      }
    }

    private boolean isRequired(GraphEdge edge) {
      return edge.type() != EdgeType.PEER_OPTIONAL && required.contains(edge.depender());
    }

    private void step(Loading loading) {
      switch (loading.phase) {
        case NEXT -> next(loading);
        case SUITED -> suited(loading);
        case PROBED -> probed(loading);
      }
    }

    private void next(Loading loading) {
      GraphNode parent = loading.node.parent();
      if (parent == null || !loading.left.hasNext()) {
        result = loading.node;
        stack.pop();
        return;
      }
      GraphEdge edge = loading.left.next();
      if (edge.isValid() && edge.to() != null) {
        return;
      }
      loading.edge = edge;
      loading.parentEdge = parent.edgeNamed(edge.name());
      GraphNode source = parent.source() == null ? parent : parent.source();
      boolean mine = Placement.isOwn(source);
      loading.mayConflict =
          settings.has(Flag.FORCE) || (!mine && !settings.has(Flag.STRICT_PEER_DEPS));
      if (edge.to() != null) {
        loading.phase = Phase.PROBED;
        start(edge, null, null);
      } else if (loading.parentEdge == null) {
        start(edge, parent, null);
      } else {
        loading.phase = Phase.SUITED;
        start(loading.parentEdge, parent, edge);
      }
    }

    /** What the parent wants has been loaded, if possible so that it suits the peer edge too. */
    private void suited(Loading loading) {
      loading.phase = Phase.NEXT;
      GraphEdge edge = Objects.requireNonNull(loading.edge);
      if (edge.isValid()) {
        return;
      }
      if (loading.mayConflict || !required.contains(result)) {
        edge.markPeerConflicted();
        return;
      }
      if (loading.node.parent() != null) {
        fail(edge, loading.parentEdge);
      }
    }

    /** Something stands there that does not suit; what would suit has been loaded on the side. */
    private void probed(Loading loading) {
      loading.phase = Phase.NEXT;
      GraphEdge edge = Objects.requireNonNull(loading.edge);
      GraphNode current = edge.to();
      GraphNode probe = Objects.requireNonNull(result);
      if (current != null && probe.canReplace(current, Set.of())) {
        start(edge, loading.node.parent(), null);
      } else if (!loading.mayConflict && required.contains(edge.from())) {
        fail(edge, loading.parentEdge);
      }
    }

    private void fail(GraphEdge edge, @Nullable GraphEdge current) {
      throw new ConflictException(Conflicts.withinPeers(settings, edge, current));
    }
  }

  private enum Phase {
    NEXT,
    SUITED,
    PROBED
  }

  /** How far the loading of one node's peers has got. */
  private static final class Loading {
    final GraphNode node;
    final Iterator<GraphEdge> left;
    Phase phase = Phase.NEXT;
    @Nullable GraphEdge edge;
    @Nullable GraphEdge parentEdge;
    boolean mayConflict;

    Loading(GraphNode node) {
      this.node = node;
      List<GraphEdge> peers = new ArrayList<>();
      for (GraphEdge peer : node.edges()) {
        if (peer.isPeer() && !(peer.isValid() && peer.to() != null)) {
          peers.add(peer);
        }
      }
      peers.sort(Order.by(GraphEdge::name, LocaleOrder.ENGLISH));
      this.left = peers.iterator();
    }
  }

  private static boolean isRealRoot(GraphNode node) {
    return node.isProjectRoot() && node.source() == null;
  }

  /** A node for one edge alone, put under {@code parent}. */
  private GraphNode load(GraphEdge edge, GraphNode parent) {
    String name = edge.name();
    Spec spec;
    try {
      spec = nodes.specs().required(name, edge.spec());
    } catch (JpmException unreadable) {
      return failed(edge, unreadable, parent);
    }
    boolean own = isOwn(edge);
    JpmException refused = sources.refused(spec, own);
    if (refused != null) {
      return failed(edge, refused, parent);
    }
    String place =
        switch (spec) {
          case DirectorySpec folder -> nodes.specs().place(edge, folder.path());
          case FileSpec file -> nodes.specs().place(edge, file.path());
          default -> null;
        };
    if (spec instanceof DirectorySpec && place != null && isLinked(edge, place)) {
      return link(name, place, parent);
    }
    GraphNode workspace = workspace(name, edge);
    if (workspace != null) {
      GraphNode link = nodes.copy(workspace);
      Moves.attach(link, parent);
      return link;
    }
    Loaded loaded = preferred.load(edge, spec, place, own);
    if (loaded.failure() != null) {
      return failed(edge, loaded.failure(), parent);
    }
    GraphNode node =
        nodes.packageNode(name, loaded.manifest(), loaded.resolved(), loaded.integrity());
    Moves.attachNew(node, parent);
    return node;
  }

  private static boolean isOwn(GraphEdge edge) {
    GraphNode from = edge.depender();
    return Placement.isOwn(from.source() == null ? from : from.source());
  }

  /** Folders are linked to, unless links are to be installed and the folder lies elsewhere. */
  private boolean isLinked(GraphEdge edge, String place) {
    GraphNode from = edge.depender();
    boolean installLinks = settings.has(Flag.INSTALL_LINKS);
    boolean copied =
        installLinks
            && !from.isLink()
            && from.resolved() != null
            && from.resolved().startsWith("file:");
    boolean internal =
        (edge.rawSpec().startsWith("file:../") || edge.rawSpec().startsWith("file:./"))
            && !place.startsWith("..");
    return (workspaces.containsKey(edge.name()) || internal || !installLinks) && !copied;
  }

  private GraphNode link(String name, String place, GraphNode parent) {
    GraphNode standing = graph.at(place);
    if (standing == null) {
      Manifest manifest =
          switch (sources.manifests().folder(place)) {
            case ManifestAnswer.Found found -> found.manifest();
            case ManifestAnswer.Missing _ -> Nodes.noManifest();
            case ManifestAnswer.Failed failed -> throw failed.error();
          };
      standing = nodes.top(name, place, manifest);
    }
    GraphEdge wanting = parent.edgeNamed(name);
    GraphNode link = nodes.link(name, standing, wanting == null ? null : wanting.overrides());
    Moves.attach(link, parent);
    return link;
  }

  /** The link to the workspace of that name, where it will do. */
  private @Nullable GraphNode workspace(String name, GraphEdge edge) {
    if (!workspaces.containsKey(name)) {
      return null;
    }
    GraphEdge own = graph.root().edgeNamed(name);
    GraphNode standing = own == null ? null : own.to();
    return standing != null
            && standing.isLink()
            && standing.isWorkspace()
            && standing.satisfies(edge)
        ? standing
        : null;
  }

  private GraphNode failed(GraphEdge edge, JpmException failure, GraphNode parent) {
    GraphNode node = nodes.failed(edge.name(), failure);
    Moves.attach(node, parent);
    failures.add(node);
    return node;
  }

  static JpmException missingTarget(String target, String link) {
    return JpmException.of(
            ErrorCode.EMISSINGTARGET,
            "Missing target in lock file: \""
                + target
                + "\" is referenced by \""
                + link
                + "\" but does not exist")
        .withHint("Remove package-lock.json and install again");
  }
}
