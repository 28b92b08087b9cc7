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
  private final ToldOnce told = new ToldOnce();

  ExplanationJson(InstalledTree tree) {
    this.tree = tree;
  }

  Map<String, Object> of(GraphNode node) {
    Map<String, Object> json = node(node);
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

  private Map<String, Object> node(GraphNode node) {
    Map<String, Object> json = new LinkedHashMap<>();
    if (node.isProjectRoot()) {
      json.put("location", tree.path().toString());
      return json;
    }
    String name = node.packageName();
    json.put("name", node.isTop() && name != null ? name : node.name());
    json.put("version", node.versionText());
    if (!told.begin(node)) {
      return json;
    }
    json.put("location", node.path());
    json.put("isWorkspace", node.isWorkspace());
    List<Object> dependents = new ArrayList<>();
    InstalledTree.holders(node).forEach(edge -> dependents.add(edge(edge)));
    json.put("dependents", dependents);
    if (!node.linksIn().isEmpty()) {
      json.put("linksIn", node.linksIn().stream().map(this::node).toList());
    }
    told.end(node);
    return json;
  }

  private Map<String, Object> edge(GraphEdge edge) {
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
    json.put("from", node(edge.depender()));
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
