package dev.jpm.cli.query;

import dev.jpm.resolver.graph.GraphEdge;
import dev.jpm.resolver.graph.GraphNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** Something that a query can find: a node of the tree, or a dependency that is missing in it. */
public final class Item {
  private final @Nullable GraphNode node;
  private final @Nullable GraphEdge missing;
  private final List<GraphEdge> edgesIn;
  private final Map<String, Object> context = new LinkedHashMap<>();

  private Item(@Nullable GraphNode node, @Nullable GraphEdge missing, List<GraphEdge> edgesIn) {
    this.node = node;
    this.missing = missing;
    this.edgesIn = edgesIn;
  }

  static Item of(GraphNode node, ReadingOrder order) {
    return new Item(node, null, order.edgesIn(node));
  }

  static Item missing(GraphEdge edge) {
    Item item = new Item(null, edge, List.of(edge));
    item.context.put("missing", true);
    return item;
  }

  /** The node; null for what is missing. */
  public @Nullable GraphNode node() {
    return node;
  }

  /** What asks for a missing dependency; null for what is there. */
  public @Nullable GraphEdge missing() {
    return missing;
  }

  /** What the query found out on the way, as it is printed. */
  public Map<String, Object> context() {
    return context;
  }

  /** The place in the tree; empty for the project and for what is missing. */
  public String location() {
    return node == null ? "" : node.path();
  }

  /** What asks for it. */
  List<GraphEdge> edgesIn() {
    return edgesIn;
  }

  JsonNode manifest() {
    if (node != null) {
      return node.info().manifest().json();
    }
    return missing == null
        ? JsonNodeFactory.instance.objectNode()
        : JsonNodeFactory.instance
            .objectNode()
            .put("name", missing.name())
            .put("version", missing.spec());
  }

  boolean isNamed(String name) {
    boolean folder = node != null ? node.name().equals(name) : false;
    JsonNode own = manifest().get("name");
    return folder || (own != null && own.isString() && own.stringValue().equals(name));
  }

  /** npm takes what is missing for a new node, whose flags are all set. */
  boolean isDev() {
    return node == null || node.flags().dev();
  }

  boolean isOptional() {
    return node == null || node.flags().optional();
  }

  boolean isPeer() {
    return node == null || node.flags().peer();
  }
}
