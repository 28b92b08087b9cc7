package dev.jpm.resolver;

import dev.jpm.model.PlatformCheck;
import dev.jpm.model.tree.Node;
import dev.jpm.model.tree.Node.PackageNode;
import dev.jpm.resolver.ResolveOptions.Flag;
import dev.jpm.resolver.graph.GraphNode;
import dev.jpm.resolver.graph.Moves;
import dev.jpm.resolver.graph.Nodes;
import dev.jpm.resolver.graph.Shipped;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Brings what lies in a package's tarball into the tree: its bundled packages, or the tree that its
 * shrinkwrap describes.
 */
final class Contents {
  private final Settings settings;
  private final Nodes nodes;
  private final ManifestSource manifests;

  private final List<GraphNode> closed = new ArrayList<>();
  private final Set<GraphNode> touched = new LinkedHashSet<>();

  Contents(Settings settings, Nodes nodes, ManifestSource manifests) {
    this.settings = settings;
    this.nodes = nodes;
    this.manifests = manifests;
  }

  /**
   * Looks into {@code node}'s tarball, if it has one and it will be installed here. Where packages
   * are put in place, npm opens bundles that it did not know only then, so that they have no part
   * in where others go: such a bundle is kept for later, when it is known what is installed.
   */
  void unpack(GraphNode node) {
    if (node.isProjectRoot()
        || node.resolved() == null
        || node.failure() != null
        || node.flags().inert()
        || settings.has(Flag.LEAVE_BUNDLES)) {
      return;
    }
    boolean bundles = !node.info().bundled().isEmpty();
    boolean waits =
        bundles
            && !settings.has(Flag.COMPLETE)
            && node.children().stream().noneMatch(Shipped::inDepBundle);
    if (waits) {
      closed.add(node);
    }
    if (!isWanted(node)) {
      return;
    }
    if (node.hasShrinkwrap() || (bundles && !waits)) {
      ContentsAnswer.Found found = found(node);
      if (node.hasShrinkwrap()) {
        transplant(found.shrinkwrapped(), node);
      }
      if (bundles && !waits) {
        transplant(found.bundled(), node);
      }
    }
  }

  /** The packages whose bundles are still to be opened. */
  List<GraphNode> closed() {
    return List.copyOf(closed);
  }

  /**
   * Notes that {@code placed} was put into the tree. Where it came to lie in what a tarball brings
   * it will not stay where packages are put in place: npm takes a bundle from disk as it is.
   */
  void notePlaced(GraphNode placed) {
    GraphNode holder = placed.parent();
    boolean stays = settings.has(Flag.COMPLETE) || settings.has(Flag.LEAVE_BUNDLES);
    GraphNode bundler = holder == null || stays ? null : Shipped.depBundler(holder);
    if (bundler != null) {
      touched.add(bundler);
    }
  }

  /** The packages in whose bundles something was put. */
  List<GraphNode> touched() {
    return List.copyOf(touched);
  }

  /** Puts what a bundle holds in place of what is known of it. */
  void open(GraphNode bundler) {
    transplant(found(bundler).bundled(), bundler);
  }

  private ContentsAnswer.Found found(GraphNode node) {
    return switch (manifests.contents(Freezer.packageNode(node))) {
      case ContentsAnswer.Found found -> found;
      case ContentsAnswer.Failed failed -> throw failed.error();
    };
  }

  private boolean isWanted(GraphNode node) {
    return settings.has(Flag.COMPLETE)
        || PlatformCheck.isSupported(node.info().manifest(), settings.options().platform());
  }

  private void transplant(List<Node> inner, GraphNode holder) {
    for (Node node : inner) {
      if (!(node instanceof PackageNode found)) {
        continue;
      }
      GraphNode parent = at(holder, found.location().holder().value());
      if (parent != null) {
        Moves.attachNew(
            nodes.packageNode(
                found.location().folderName(),
                found.manifest(),
                found.resolved(),
                found.integrity()),
            parent);
      }
    }
  }

  private static @Nullable GraphNode at(GraphNode holder, String inner) {
    String path =
        inner.isEmpty()
            ? holder.path()
            : holder.path().isEmpty() ? inner : holder.path() + "/" + inner;
    return holder.graph().at(path);
  }
}
