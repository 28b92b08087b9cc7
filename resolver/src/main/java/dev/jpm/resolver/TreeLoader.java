package dev.jpm.resolver;

import dev.jpm.model.Manifest;
import dev.jpm.model.Order;
import dev.jpm.model.tree.Location;
import dev.jpm.model.tree.Node;
import dev.jpm.model.tree.Node.LinkNode;
import dev.jpm.model.tree.Node.PackageNode;
import dev.jpm.model.tree.Tree;
import dev.jpm.resolver.graph.Graph;
import dev.jpm.resolver.graph.GraphNode;
import dev.jpm.resolver.graph.Moves;
import dev.jpm.resolver.graph.Nodes;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Makes a graph from a tree at rest. */
final class TreeLoader {
  private final Nodes nodes;
  private final Graph graph;

  private final Function<String, @Nullable Manifest> topManifests;

  /**
   * Loads into {@code root}'s graph.
   *
   * @param topManifests what a package folder outside node_modules has for a manifest now; null
   *     where the tree is to be believed
   */
  TreeLoader(Nodes nodes, GraphNode root, Function<String, @Nullable Manifest> topManifests) {
    this.nodes = nodes;
    this.graph = root.graph();
    this.topManifests = topManifests;
  }

  /**
   * Puts all nodes of {@code tree} but its root into the graph, in the tree's order, which edges
   * and rules of overrides follow. Only what comes before the package that holds it has to wait.
   */
  void load(Tree tree) {
    Map<String, GraphNode> targets = new HashMap<>();
    List<PackageNode> early = new ArrayList<>();
    for (Node node : tree.nodes().values()) {
      if (node instanceof PackageNode found && !found.location().isRoot()) {
        if (!found.location().isInNodeModules()) {
          targets.put(found.location().value(), top(found));
        } else if (!attach(found)) {
          early.add(found);
        }
      }
    }
    early.sort(Order.byNumber(node -> nesting(node.location().value())));
    early.forEach(this::attach);
    for (Node node : tree.nodes().values()) {
      if (node instanceof LinkNode link) {
        link(link);
      }
    }
    drop(targets);
  }

  private boolean attach(PackageNode found) {
    GraphNode holder = holder(found.location());
    if (holder != null) {
      Moves.attachNew(child(found), holder);
    }
    return holder != null;
  }

  private static int nesting(String path) {
    int count = 0;
    for (int at = path.indexOf("node_modules/");
        at >= 0;
        at = path.indexOf("node_modules/", at + 1)) {
      count++;
    }
    return count;
  }

  private GraphNode top(PackageNode found) {
    String path = found.location().value();
    GraphNode node = nodes.top(found.location().folderName(), path, found.manifest());
    Moves.attachTop(node, graph);
    return node;
  }

  private GraphNode child(PackageNode found) {
    String name = found.location().folderName();
    GraphNode node =
        nodes.packageNode(name, named(found.manifest(), name), found.resolved(), found.integrity());
    if (found.inert()) {
      node.flags().markInert();
    }
    return node;
  }

  /** A lockfile leaves a name out where the folder has the same. */
  private static Manifest named(Manifest manifest, String name) {
    if (manifest.field("name") != null) {
      return manifest;
    }
    // What it holds is shared: manifests are only read.
    ObjectNode copy = JsonNodeFactory.instance.objectNode();
    copy.setAll(manifest.json());
    return new Manifest(copy.put("name", name));
  }

  private @Nullable GraphNode holder(Location location) {
    GraphNode holder = graph.at(location.holder().value());
    return holder == null || holder.isLink() ? null : holder;
  }

  private void link(LinkNode link) {
    GraphNode target = graph.at(link.target().value());
    if (target == null) {
      throw Candidates.missingTarget(link.target().value(), link.location().value());
    }
    GraphNode holder = holder(link.location());
    if (holder != null) {
      Moves.attach(nodes.link(link.location().folderName(), target), holder);
    }
    if (target.parent() == null && target != graph.root()) {
      refresh(target);
    }
  }

  /**
   * A folder's manifest is read again once a link leads there, as npm does: its edges are then made
   * under the rules of overrides that came with the link.
   */
  private void refresh(GraphNode target) {
    Manifest now = topManifests.apply(target.path());
    if (now != null) {
      target.replaceInfo(nodes.info(now));
    }
  }

  /** A folder that no link leads to is nobody's. */
  private void drop(Map<String, GraphNode> targets) {
    for (GraphNode target : targets.values()) {
      if (target.linksIn().isEmpty() && target.children().isEmpty()) {
        Moves.detach(target);
      }
    }
  }
}
