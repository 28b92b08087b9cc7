package dev.jpm.resolver.graph;

import dev.jpm.model.Integrity;
import dev.jpm.model.error.JpmException;
import dev.jpm.model.semver.Version;
import dev.jpm.model.tree.EdgeType;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A package folder, or a link to one, somewhere in a tree that is being built. What it is (name,
 * manifest, origin) hardly changes; where it is does, by {@link Moves}.
 *
 * <p>A virtual root stands for another node, its source: it wants what the source wants, has none
 * of its children, and makes its edges only when somebody looks at them, because most are never
 * looked at.
 */
public final class GraphNode {
  private final Specs specs;
  private String name;
  private String key;
  private String path;
  private PackageInfo info;
  private @Nullable String resolved;
  private @Nullable Integrity integrity;
  private boolean shrinkwrapHolder;
  private final boolean link;
  private final boolean dev;
  private final @Nullable GraphNode source;
  private @Nullable JpmException failure;
  private final Flags flags = new Flags();

  private Graph graph;
  private @Nullable GraphNode parent;
  private @Nullable GraphNode fsParent;
  private int depth;
  private @Nullable Map<String, GraphNode> children;
  private @Nullable Set<GraphNode> fsChildren;
  private @Nullable GraphNode target;
  private @Nullable Set<GraphNode> linksIn;

  private final Map<String, GraphEdge> edgesOut = new LinkedHashMap<>();
  private final Set<GraphEdge> edgesIn = new LinkedHashSet<>();
  private @Nullable OverrideSet overrides;
  private @Nullable GraphNode peerSetSource;

  GraphNode(Specs specs, NodeSeed seed) {
    this.specs = specs;
    this.name = seed.name();
    this.key = NameKey.of(seed.name());
    this.path = seed.path();
    this.info = seed.info();
    this.resolved = seed.resolved();
    this.integrity = seed.integrity();
    this.shrinkwrapHolder = seed.info().hasShrinkwrap();
    this.link = seed.link();
    this.dev = seed.dev();
    this.source = seed.source();
    this.failure = seed.failure();
    this.overrides = seed.overrides();
    this.graph = new Graph(this, seed.indexed());
    graph.register(this);
  }

  // --- what it is ---

  /** The folder's name: the alias where there is one. */
  public String name() {
    return name;
  }

  String key() {
    return key;
  }

  /** Where it is, relative to the project root; for a virtual root, where its source is. */
  public String path() {
    return path;
  }

  public PackageInfo info() {
    GraphNode linked = target;
    return link && linked != null ? linked.info : info;
  }

  /** The package's own name, or null. */
  public @Nullable String packageName() {
    return info().name();
  }

  public String versionText() {
    return info().versionText();
  }

  public @Nullable Version version() {
    return info().version();
  }

  public @Nullable String resolved() {
    return resolved;
  }

  public @Nullable Integrity integrity() {
    return integrity;
  }

  /** Notes where the package's bytes come from. */
  public void origin(@Nullable String newResolved, @Nullable Integrity newIntegrity) {
    this.resolved = newResolved;
    this.integrity = newIntegrity;
  }

  /** What went wrong when the package was to be loaded; null where nothing did. */
  public @Nullable JpmException failure() {
    return failure;
  }

  public boolean isLink() {
    return link;
  }

  public Flags flags() {
    return flags;
  }

  /** The node that this virtual one stands for, or null. */
  public @Nullable GraphNode source() {
    return source;
  }

  /** Why this node is in the peer set it was resolved with, or null. */
  public @Nullable GraphNode peerSetSource() {
    return peerSetSource;
  }

  public void peerSetSource(@Nullable GraphNode newSource) {
    this.peerSetSource = newSource;
  }

  public boolean hasShrinkwrap() {
    return shrinkwrapHolder;
  }

  // --- where it is ---

  public Graph graph() {
    return graph;
  }

  public @Nullable GraphNode parent() {
    return parent;
  }

  /** For what lies outside every node_modules: the nearest package folder around it. */
  public @Nullable GraphNode fsParent() {
    return fsParent;
  }

  /** Where to look next for what this node's own node_modules has not. */
  public @Nullable GraphNode resolveParent() {
    return parent != null ? parent : fsParent;
  }

  public int depth() {
    return depth;
  }

  /** The nodes in its node_modules, in the order they were put there. */
  public Collection<GraphNode> children() {
    Map<String, GraphNode> all = children;
    return all == null ? List.of() : all.values();
  }

  /** The node that stands in its node_modules under that name, or null. */
  public @Nullable GraphNode child(String childName) {
    return childAt(NameKey.of(childName));
  }

  @Nullable GraphNode childAt(String childKey) {
    Map<String, GraphNode> all = children;
    return all == null ? null : all.get(childKey);
  }

  public Collection<GraphNode> fsChildren() {
    Set<GraphNode> all = fsChildren;
    return all == null ? List.of() : all;
  }

  /** What a link leads to; the node itself for everything else. Null for a link cut off. */
  public @Nullable GraphNode target() {
    return link ? target : this;
  }

  /** Links that lead here. */
  public Collection<GraphNode> linksIn() {
    Set<GraphNode> all = linksIn;
    return all == null ? List.of() : all;
  }

  /** The root of the tree; a virtual root is one too. */
  public boolean isProjectRoot() {
    return graph.root() == this;
  }

  /** The root of the project that is being resolved, from wherever. */
  public GraphNode projectRoot() {
    GraphNode root = graph.root();
    GraphNode real = root.source;
    return real == null ? root : real.graph.root();
  }

  /** Whether it is a package of the global folder, which is a world of its own. */
  public boolean isGlobalTop() {
    GraphNode above = parent;
    return above != null && specs.global() && above.isProjectRoot() && above.source == null;
  }

  /** Whether development dependencies count: roots, link targets. */
  public boolean isTop() {
    return parent == null || isGlobalTop();
  }

  /** The nearest top at or above this node. */
  public GraphNode top() {
    GraphNode node = this;
    while (!node.isTop()) {
      node = Objects.requireNonNull(node.parent);
    }
    return node;
  }

  /** Whether it is one of the root's workspaces, or the link to one. */
  public boolean isWorkspace() {
    if (isProjectRoot()) {
      return false;
    }
    String own = packageName();
    GraphEdge edge = own == null ? null : graph.root().edge(NameKey.of(own));
    GraphNode found = edge == null || edge.type() != EdgeType.WORKSPACE ? null : edge.to();
    return found != null && (found == this || found.target() == this);
  }

  /** Whether {@code other} is this node or one that this node looks up to. */
  public boolean isDescendantOf(GraphNode other) {
    for (GraphNode node = this; node != null; node = node.resolveParent()) {
      if (node == other) {
        return true;
      }
    }
    return false;
  }

  /** What {@code childKey} is to this node: its own child, or the nearest above. */
  @Nullable GraphNode resolve(String childKey) {
    for (GraphNode node = this; node != null; node = node.resolveParent()) {
      GraphNode found = node.childAt(childKey);
      if (found != null) {
        return found;
      }
    }
    return null;
  }

  /** As {@code require(name)} would find it from here, or null. */
  public @Nullable GraphNode find(String packageName) {
    return resolve(NameKey.of(packageName));
  }

  // --- what it wants and who wants it ---

  /** Its dependencies, in npm's order. */
  public Collection<GraphEdge> edges() {
    if (source != null && edgesOut.size() < declared().size()) {
      for (Declared dependency : declared().values()) {
        if (!edgesOut.containsKey(dependency.key())) {
          makeEdge(dependency);
        }
      }
    }
    return edgesOut.values();
  }

  Collection<GraphEdge> madeEdges() {
    return edgesOut.values();
  }

  /** The edge that looks for {@code edgeKey}, or null. */
  @Nullable GraphEdge edge(String edgeKey) {
    GraphEdge edge = edgesOut.get(edgeKey);
    if (edge == null && source != null) {
      Declared dependency = declared().get(edgeKey);
      return dependency == null ? null : makeEdge(dependency);
    }
    return edge;
  }

  /** The edge of that name, or null. */
  public @Nullable GraphEdge edgeNamed(String edgeName) {
    return edge(NameKey.of(edgeName));
  }

  public boolean hasDependencies() {
    return source != null ? !declared().isEmpty() : !edgesOut.isEmpty();
  }

  /** The edges that lead here, oldest first. */
  public Collection<GraphEdge> edgesIn() {
    return edgesIn;
  }

  /** Whether its version is there because a rule of overrides says so. */
  public boolean isOverridden() {
    return OverrideFlow.isOverridden(this);
  }

  public @Nullable OverrideSet overrides() {
    return overrides;
  }

  void overrides(@Nullable OverrideSet set) {
    this.overrides = set;
  }

  private Map<String, Declared> declared() {
    GraphNode real = source;
    return info.declared(real == null ? dev : real.isTop() && !real.isGlobalTop());
  }

  /** Makes all edges; a virtual root waits until somebody looks. */
  void loadEdges() {
    if (link || source != null) {
      return;
    }
    for (Declared dependency : declared().values()) {
      GraphEdge current = edgesOut.get(dependency.key());
      if (current == null || current.type() != EdgeType.WORKSPACE) {
        makeEdge(dependency);
      }
    }
  }

  GraphEdge makeEdge(Declared dependency) {
    GraphEdge old = edgesOut.remove(dependency.key());
    if (old != null) {
      old.detach();
      graph.unregister(old);
    }
    GraphEdge edge = new GraphEdge(this, dependency, specs);
    edgesOut.put(dependency.key(), edge);
    graph.register(edge);
    edge.reload(true);
    return edge;
  }

  /** Gives the node another manifest: all edges are made anew, workspaces' edges stay. */
  public void replaceInfo(PackageInfo newInfo) {
    List<Declared> workspaces = new ArrayList<>();
    for (GraphEdge edge : List.copyOf(edgesOut.values())) {
      if (edge.type() == EdgeType.WORKSPACE) {
        workspaces.add(
            new Declared(edge.name(), edge.key(), edge.rawSpec(), EdgeType.WORKSPACE, null));
      }
      edgesOut.remove(edge.key());
      edge.detach();
      graph.unregister(edge);
    }
    graph.manifestChanged(info, newInfo);
    info = newInfo;
    workspaces.forEach(this::makeEdge);
    loadEdges();
    for (GraphEdge edge : List.copyOf(edgesIn)) {
      edge.reload(true);
    }
    for (GraphNode linkIn : linksIn()) {
      for (GraphEdge edge : List.copyOf(linkIn.edgesIn)) {
        edge.reload(true);
      }
    }
  }

  /** Makes this root know its workspaces: one edge each, which no dependency takes the place of. */
  public void loadWorkspaces(Map<String, String> folders) {
    for (Map.Entry<String, String> folder : folders.entrySet()) {
      makeEdge(
          new Declared(
              folder.getKey(),
              NameKey.of(folder.getKey()),
              "file:" + folder.getValue(),
              EdgeType.WORKSPACE,
              null));
    }
    loadEdges();
  }

  void addEdgeIn(GraphEdge edge) {
    OverrideSet theirs = edge.overrides();
    if (theirs != null) {
      overridesAdded(theirs);
    }
    edgesIn.add(edge);
  }

  void removeEdgeIn(GraphEdge edge) {
    edgesIn.remove(edge);
    if (edge.overrides() != null) {
      overridesRemoved(edge.overrides());
    }
  }

  void overridesAdded(@Nullable OverrideSet added) {
    OverrideFlow.added(this, added);
  }

  void overridesRemoved(@Nullable OverrideSet removed) {
    OverrideFlow.removed(this, removed);
  }

  /** Hands rules on through a link to its target. */
  public void forwardOverridesTo(GraphNode other) {
    other.overridesAdded(overrides);
  }

  // --- judgements ---

  /** Whether {@code edge} asks for this name and this node will do. */
  public boolean satisfies(GraphEdge edge) {
    return edge.satisfiedBy(this);
  }

  /** Whether both are the same package in the same version, from the same place. */
  public boolean matches(GraphNode other) {
    return Sameness.matches(this, other);
  }

  /** Whether nobody would mind if this node stood where {@code old} stands. */
  public boolean canReplace(GraphNode old, Set<String> ignoredPeers) {
    return Sameness.canReplace(this, old, ignoredPeers);
  }

  /** Whether it lies in the tree of a package that ships its own lockfile. */
  public boolean isShrinkwrapped() {
    for (GraphNode above = parent; above != null; above = above.parent) {
      if (above.shrinkwrapHolder) {
        return true;
      }
    }
    return shrinkwrapHolder;
  }

  /** As {@link #isShrinkwrapped()}, but not because of a shrinkwrap of its own. */
  public boolean isInShrinkwrap() {
    GraphNode above = parent;
    return above != null && above.isShrinkwrapped();
  }

  /** The package whose tarball brings this one along, or null. */
  public @Nullable GraphNode bundler() {
    return graph.hasBundlers() ? Bundles.bundlerOf(this) : null;
  }

  public boolean isInBundle() {
    return bundler() != null;
  }

  /**
   * Whether a dependency brings it along: what the root bundles has to be installed all the same.
   */
  public boolean isInDepBundle() {
    GraphNode bundler = bundler();
    return bundler != null && bundler != graph.root();
  }

  // --- for Moves only ---

  void name(String newName) {
    this.name = newName;
    this.key = NameKey.of(newName);
  }

  void path(String newPath) {
    this.path = newPath;
  }

  void graph(Graph newGraph) {
    this.graph = newGraph;
  }

  void depth(int newDepth) {
    this.depth = newDepth;
  }

  void parent(@Nullable GraphNode newParent) {
    this.parent = newParent;
  }

  void fsParent(@Nullable GraphNode newParent) {
    this.fsParent = newParent;
  }

  void target(@Nullable GraphNode newTarget) {
    this.target = newTarget;
  }

  void addLinkIn(GraphNode linkNode) {
    Set<GraphNode> all = linksIn;
    if (all == null) {
      all = new LinkedHashSet<>(2);
      linksIn = all;
    }
    all.add(linkNode);
  }

  void removeLinkIn(GraphNode linkNode) {
    if (linksIn != null) {
      linksIn.remove(linkNode);
    }
  }

  void putChild(GraphNode child) {
    Map<String, GraphNode> all = children;
    if (all == null) {
      all = new LinkedHashMap<>();
      children = all;
    }
    all.remove(child.key);
    all.put(child.key, child);
  }

  void removeChild(GraphNode child) {
    if (children != null) {
      children.remove(child.key, child);
    }
  }

  void addFsChild(GraphNode child) {
    Set<GraphNode> all = fsChildren;
    if (all == null) {
      all = new LinkedHashSet<>();
      fsChildren = all;
    }
    all.add(child);
  }

  void removeFsChild(GraphNode child) {
    if (fsChildren != null) {
      fsChildren.remove(child);
    }
  }

  @Override
  public String toString() {
    return (path.isEmpty() ? "." : path) + " " + name + "@" + versionText();
  }
}
