package dev.jpm.resolver.graph;

import dev.jpm.model.Integrity;
import dev.jpm.model.error.JpmException;
import dev.jpm.model.semver.Version;
import dev.jpm.model.tree.EdgeType;
import java.util.Collection;
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

  private final Place place;
  private final EdgesOut edgesOut;
  private Set<GraphEdge> edgesIn = Set.of();
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
    this.edgesOut = new EdgesOut(this, specs);
    this.place = new Place(new Graph(this, seed.indexed()));
    place.graph().register(this);
  }

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
    GraphNode linked = link ? place.target() : null;
    return linked == null ? info : linked.info;
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

  /** Where it stands; for {@link Moves} to change. */
  Place place() {
    return place;
  }

  public Graph graph() {
    return place.graph();
  }

  public @Nullable GraphNode parent() {
    return place.parent();
  }

  /** For what lies outside every node_modules: the nearest package folder around it. */
  public @Nullable GraphNode fsParent() {
    return place.fsParent();
  }

  /** Where to look next for what this node's own node_modules has not. */
  public @Nullable GraphNode resolveParent() {
    return place.above();
  }

  public int depth() {
    return place.depth();
  }

  /** The nodes in its node_modules, in the order they were put there. */
  public Collection<GraphNode> children() {
    return place.children();
  }

  /** The node that stands in its node_modules under that name, or null. */
  public @Nullable GraphNode child(String childName) {
    return place.child(NameKey.of(childName));
  }

  @Nullable GraphNode childAt(String childKey) {
    return place.child(childKey);
  }

  public Collection<GraphNode> fsChildren() {
    return place.fsChildren();
  }

  /** What a link leads to; the node itself for everything else. Null for a link cut off. */
  public @Nullable GraphNode target() {
    return link ? place.target() : this;
  }

  /** Links that lead here. */
  public Collection<GraphNode> linksIn() {
    return place.linksIn();
  }

  /** The root of the tree; a virtual root is one too. */
  public boolean isProjectRoot() {
    return place.graph().root() == this;
  }

  /** The root of the project that is being resolved, from wherever. */
  public GraphNode projectRoot() {
    GraphNode root = place.graph().root();
    GraphNode real = root.source;
    return real == null ? root : real.graph().root();
  }

  /** Whether it is a package of the global folder, which is a world of its own. */
  public boolean isGlobalTop() {
    GraphNode above = place.parent();
    return above != null && specs.global() && above.isProjectRoot() && above.source == null;
  }

  /** Whether development dependencies count: roots, link targets. */
  public boolean isTop() {
    return place.parent() == null || isGlobalTop();
  }

  /** The nearest top at or above this node. */
  public GraphNode top() {
    GraphNode node = this;
    while (!node.isTop()) {
      node = Objects.requireNonNull(node.parent());
    }
    return node;
  }

  /** Whether it is one of the root's workspaces, or the link to one. */
  public boolean isWorkspace() {
    if (isProjectRoot()) {
      return false;
    }
    String own = packageName();
    GraphEdge edge = own == null ? null : place.graph().root().edge(NameKey.of(own));
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
    return edgesOut.all();
  }

  Collection<GraphEdge> madeEdges() {
    return edgesOut.made();
  }

  /** The edge that looks for {@code edgeKey}, or null. */
  @Nullable GraphEdge edge(String edgeKey) {
    return edgesOut.edge(edgeKey);
  }

  /** The edge of that name, or null. */
  public @Nullable GraphEdge edgeNamed(String edgeName) {
    return edge(NameKey.of(edgeName));
  }

  public boolean hasDependencies() {
    return !edgesOut.isEmpty();
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

  Map<String, Declared> declared() {
    GraphNode real = source;
    return info.declared(real == null ? dev : real.isTop() && !real.isGlobalTop());
  }

  /** Makes all edges; a virtual root waits until somebody looks. */
  void loadEdges() {
    edgesOut.load();
  }

  /** Gives the node another manifest: all edges are made anew, workspaces' edges stay. */
  public void replaceInfo(PackageInfo newInfo) {
    List<Declared> workspaces = edgesOut.clear();
    place.graph().manifestChanged(info, newInfo);
    info = newInfo;
    workspaces.forEach(edgesOut::make);
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

  /** Makes this root know its workspaces, name and folder. */
  public void loadWorkspaces(Map<String, String> folders) {
    edgesOut.loadWorkspaces(folders);
  }

  void addEdgeIn(GraphEdge edge) {
    OverrideSet theirs = edge.overrides();
    if (theirs != null) {
      overridesAdded(theirs);
    }
    if (edgesIn.isEmpty()) {
      edgesIn = new LinkedHashSet<>(2);
    }
    edgesIn.add(edge);
  }

  void removeEdgeIn(GraphEdge edge) {
    if (!edgesIn.isEmpty()) {
      edgesIn.remove(edge);
    }
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

  // --- for Moves only ---

  void name(String newName) {
    this.name = newName;
    this.key = NameKey.of(newName);
  }

  void path(String newPath) {
    this.path = newPath;
  }

  @Override
  public String toString() {
    return (path.isEmpty() ? "." : path) + " " + name + "@" + versionText();
  }
}
