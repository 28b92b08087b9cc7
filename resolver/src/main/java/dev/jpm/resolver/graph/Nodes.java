package dev.jpm.resolver.graph;

import dev.jpm.model.Integrity;
import dev.jpm.model.Manifest;
import dev.jpm.model.error.JpmException;
import dev.jpm.model.tree.Paths;
import java.util.IdentityHashMap;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.JsonNodeFactory;

/** Makes nodes. What is made belongs to no tree yet, roots apart. */
public final class Nodes {
  private static final Manifest EMPTY = new Manifest(JsonNodeFactory.instance.objectNode());

  private final Specs specs;
  private final boolean legacyPeerDeps;
  private final boolean ignoresShrinkwraps;
  private final IdentityHashMap<Manifest, PackageInfo> infos = new IdentityHashMap<>();

  public Nodes(Specs specs, boolean legacyPeerDeps) {
    this(specs, legacyPeerDeps, false);
  }

  /**
   * Makes nodes by the settings of one resolution.
   *
   * @param ignoresShrinkwraps whether lockfiles that packages ship count for nothing, as in npm 12
   */
  public Nodes(Specs specs, boolean legacyPeerDeps, boolean ignoresShrinkwraps) {
    this.specs = specs;
    this.legacyPeerDeps = legacyPeerDeps;
    this.ignoresShrinkwraps = ignoresShrinkwraps;
  }

  public Specs specs() {
    return specs;
  }

  /** What the graph needs of {@code manifest}, worked out once. */
  public PackageInfo info(Manifest manifest) {
    return infos.computeIfAbsent(
        manifest,
        m -> new PackageInfo(ignoresShrinkwraps ? withoutShrinkwrap(m) : m, legacyPeerDeps));
  }

  private static Manifest withoutShrinkwrap(Manifest manifest) {
    if (!manifest.isTrue("_hasShrinkwrap") && !manifest.isTrue("hasShrinkwrap")) {
      return manifest;
    }
    return new Manifest(
        manifest.json().deepCopy().remove(List.of("_hasShrinkwrap", "hasShrinkwrap")));
  }

  /** The root of a project's tree. */
  public GraphNode root(String name, Manifest manifest) {
    OverrideSet overrides = OverrideSet.of(manifest.field("overrides"));
    GraphNode node =
        new GraphNode(
            specs,
            new NodeSeed(
                name, "", info(manifest), null, null, false, true, null, null, overrides, true));
    node.loadEdges();
    return node;
  }

  /** A root that wants what {@code source} wants, to try things out under. */
  public GraphNode virtualRoot(GraphNode source) {
    GraphNode root = virtual(source);
    for (GraphNode child : source.children()) {
      GraphNode target = child.isLink() ? child.target() : null;
      if (target != null && Paths.isBelow(target.path(), source.path())) {
        GraphNode standIn = virtual(target);
        standIn.place().graph(root.graph());
        standIn.place().fsParent(root);
        root.place().addFsChild(standIn);
      }
    }
    return root;
  }

  private GraphNode virtual(GraphNode source) {
    GraphNode node =
        new GraphNode(
            specs,
            new NodeSeed(
                source.name(),
                source.path(),
                source.info(),
                null,
                null,
                false,
                false,
                source,
                null,
                source.overrides(),
                false));
    node.loadEdges();
    return node;
  }

  /**
   * A package that goes into some node_modules, by {@link Moves#attachNew}: it has no edges before,
   * so that rules of overrides reach what it wants once and not twice.
   */
  public GraphNode packageNode(
      String name, Manifest manifest, @Nullable String resolved, @Nullable Integrity integrity) {
    return new GraphNode(
        specs,
        new NodeSeed(
            name,
            name,
            info(manifest),
            resolved,
            integrity,
            false,
            false,
            null,
            null,
            null,
            false));
  }

  /** A package folder outside every node_modules, with its development dependencies. */
  public GraphNode top(String name, String path, Manifest manifest) {
    return made(
        new NodeSeed(name, path, info(manifest), null, null, false, true, null, null, null, false));
  }

  /** A workspace's folder to which no link leads yet, under the root's rules. */
  public GraphNode workspace(String name, String path, Manifest manifest, GraphNode root) {
    PackageInfo info = info(manifest);
    OverrideSet rules = root.overrides();
    return made(
        new NodeSeed(
            name,
            path,
            info,
            null,
            null,
            false,
            true,
            null,
            null,
            rules == null ? null : rules.nodeRule(info.name(), info.version()),
            false));
  }

  /** A stand-in for a package that could not be loaded. */
  public GraphNode failed(String name, JpmException failure) {
    return made(
        new NodeSeed(
            name, name, info(EMPTY), null, null, false, false, null, failure, null, false));
  }

  /** A link under {@code name} to {@code target}. */
  public GraphNode link(String name, GraphNode target) {
    return link(name, target, null);
  }

  /**
   * A link under {@code name} to {@code target}, to be put where {@code rules} hold. They reach the
   * target when links are followed, and not before: npm makes the link before its target has edges.
   */
  public GraphNode link(String name, GraphNode target, @Nullable OverrideSet rules) {
    GraphNode link =
        made(
            new NodeSeed(
                name, name, target.info(), null, null, true, false, null, null, rules, false));
    Moves.point(link, target);
    return link;
  }

  /** The same package once more, to be put somewhere else. */
  public GraphNode copy(GraphNode node) {
    GraphNode target = node.isLink() ? node.target() : null;
    if (target != null) {
      return link(node.name(), target, node.overrides());
    }
    GraphNode copy =
        made(
            new NodeSeed(
                node.name(),
                node.name(),
                node.info(),
                node.resolved(),
                node.integrity(),
                false,
                false,
                null,
                node.failure(),
                node.overrides(),
                false));
    copy.flags().inert = node.flags().inert;
    return copy;
  }

  /** The manifest of a package that has none. */
  public static Manifest noManifest() {
    return EMPTY;
  }

  private GraphNode made(NodeSeed seed) {
    GraphNode node = new GraphNode(specs, seed);
    node.loadEdges();
    return node;
  }
}
