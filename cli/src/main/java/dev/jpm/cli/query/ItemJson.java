package dev.jpm.cli.query;

import dev.jpm.cli.command.JsonValues;
import dev.jpm.resolver.graph.GraphEdge;
import dev.jpm.resolver.graph.GraphNode;
import dev.jpm.resolver.graph.Shipped;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What {@code query} prints of what it found. */
public final class ItemJson {
  private final String projectPath;
  private final ReadingOrder order;

  /**
   * @param projectPath the folder of the tree, absolute
   */
  public ItemJson(String projectPath, ReadingOrder order) {
    this.projectPath = projectPath;
    this.order = order;
  }

  /** The fields of package.json and what the tree knows beside them. */
  public Map<String, @Nullable Object> of(Item item) {
    GraphNode node = item.node();
    Map<String, @Nullable Object> json = new LinkedHashMap<>();
    if (node == null) {
      addMissing(item, json);
      return json;
    }
    GraphNode target = node.isLink() && node.target() != null ? node.target() : node;
    target
        .info()
        .manifest()
        .json()
        .properties()
        .forEach(field -> json.put(field.getKey(), JsonValues.plain(field.getValue())));
    String name = target.packageName();
    boolean identified = name != null && !target.versionText().isEmpty();
    if (identified) {
      json.putIfAbsent("_id", name + "@" + target.versionText());
    }
    String path = target.path().isEmpty() ? projectPath : projectPath + "/" + target.path();
    json.put("pkgid", id(target));
    json.put("location", target.path());
    json.put("path", path);
    json.put("realpath", path);
    json.put("resolved", target.resolved());
    json.put("from", from(target));
    json.put("to", to(target));
    json.put("dev", target.flags().dev());
    json.put("inBundle", Shipped.inBundle(target));
    json.put("deduped", false); // npm looks before it has counted.
    json.put("overridden", node.isOverridden());
    json.put("queryContext", item.context());
    return json;
  }

  private static String id(GraphNode node) {
    String name = node.packageName();
    String version = node.versionText();
    if (name == null) {
      return node.name() + "@" + version;
    }
    return node.isTop() || node.name().equals(name)
        ? name + "@" + version
        : node.name() + "@npm:" + name + "@" + version;
  }

  private List<String> from(GraphNode node) {
    return order.edgesIn(node).stream().map(edge -> edge.depender().path()).toList();
  }

  private static List<String> to(GraphNode node) {
    List<String> places = new ArrayList<>();
    for (GraphEdge edge : node.edges()) {
      GraphNode found = edge.to();
      if (found != null) {
        places.add(found.path());
      }
    }
    return places;
  }

  private static void addMissing(Item item, Map<String, @Nullable Object> json) {
    GraphEdge edge = item.missing();
    if (edge == null) {
      return;
    }
    String id = edge.name() + "@" + edge.spec();
    json.put("name", edge.name());
    json.put("version", edge.spec());
    json.put("_id", id);
    json.put("pkgid", id);
    json.put("path", null);
    json.put("realpath", null);
    json.put("resolved", null);
    json.put("from", List.of(edge.depender().path()));
    json.put("to", List.of());
    json.put("dev", true);
    json.put("inBundle", false);
    json.put("deduped", false);
    json.put("overridden", false);
    json.put("queryContext", item.context());
  }
}
