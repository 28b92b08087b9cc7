package dev.jpm.cli.tree;

import dev.jpm.model.tree.EdgeType;
import dev.jpm.resolver.graph.GraphEdge;
import dev.jpm.resolver.graph.GraphNode;
import dev.jpm.resolver.graph.Shipped;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What {@code explain --json} prints for one package. */
final class ExplanationJson {
  private final InstalledTree tree;

  ExplanationJson(InstalledTree tree) {
    this.tree = tree;
  }

  Map<String, Object> of(GraphNode node) {
    Map<String, Object> json = node(node, List.of());
    if (node.flags().extraneous()) {
      json.put("extraneous", true);
      return json;
    }
    json.put("dev", node.flags().dev());
    json.put("optional", node.flags().optional());
    json.put("devOptional", node.flags().devOptional());
    json.put("peer", node.flags().peer());
    json.put("bundled", Shipped.inBundle(node));
    json.put("overridden", node.isOverridden());
    return json;
  }

  private Map<String, Object> node(GraphNode node, List<GraphNode> above) {
    Map<String, Object> json = new LinkedHashMap<>();
    if (node.isProjectRoot()) {
      json.put("location", tree.path().toString());
      return json;
    }
    String name = node.packageName();
    json.put("name", node.isTop() && name != null ? name : node.name());
    json.put("version", node.versionText());
    if (above.contains(node)) {
      return json;
    }
    json.put("location", node.path());
    json.put("isWorkspace", node.isWorkspace());
    List<GraphNode> path = new ArrayList<>(above);
    path.add(node);
    List<Object> dependents = new ArrayList<>();
    InstalledTree.holders(node).forEach(edge -> dependents.add(edge(edge, path)));
    json.put("dependents", dependents);
    if (!node.linksIn().isEmpty()) {
      json.put("linksIn", node.linksIn().stream().map(link -> node(link, path)).toList());
    }
    return json;
  }

  private Map<String, Object> edge(GraphEdge edge, List<GraphNode> path) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("type", word(edge.type()));
    json.put("name", edge.name());
    json.put("spec", spec(edge));
    if (edge.isOverridden()) {
      json.put("rawSpec", edge.rawSpec());
      json.put("overridden", true);
    }
    if (edge.isBundled()) {
      json.put("bundled", true);
    }
    GraphEdge.Problem problem = edge.problem();
    if (problem != null) {
      json.put("error", problem.name().replace('_', ' '));
    }
    json.put("from", node(edge.depender(), path));
    return json;
  }

  /** npm knows workspaces by their absolute path. */
  private String spec(GraphEdge edge) {
    return edge.type() == EdgeType.WORKSPACE
        ? "file:" + tree.path().resolve(edge.spec().substring("file:".length())).normalize()
        : edge.spec();
  }

  private static String word(EdgeType type) {
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
