package dev.jpm.model.protocol;

import dev.jpm.model.Manifest;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Specs that a project's packages share by name: {@code catalog} and the named ones under {@code
 * catalogs}.
 *
 * @param specs by catalog, then by package
 */
public record Catalogs(Map<String, Map<String, String>> specs) {
  private static final String DEFAULT = "default";

  public Catalogs {
    specs = Map.copyOf(specs);
  }

  /** Those of the root's package.json, beside {@code workspaces} or in it, as Bun has them. */
  public static Catalogs of(Manifest root) {
    Map<String, Map<String, String>> found = new LinkedHashMap<>();
    add(root.json(), found);
    if (root.field("workspaces") instanceof ObjectNode workspaces) {
      add(workspaces, found);
    }
    return new Catalogs(found);
  }

  public boolean isEmpty() {
    return specs.isEmpty();
  }

  /** The spec of a package; null where the catalog does not have it. */
  @Nullable String find(String catalog, String name) {
    return specs.getOrDefault(catalog, Map.of()).get(name);
  }

  private static void add(ObjectNode holder, Map<String, Map<String, String>> found) {
    Manifest fields = new Manifest(holder);
    addEntries(DEFAULT, fields.texts("catalog"), found);
    if (holder.get("catalogs") instanceof ObjectNode named) {
      for (Map.Entry<String, JsonNode> catalog : named.properties()) {
        addEntries(catalog.getKey(), new Manifest(named).texts(catalog.getKey()), found);
      }
    }
  }

  private static void addEntries(
      String catalog, SequencedMap<String, String> specs, Map<String, Map<String, String>> found) {
    if (!specs.isEmpty()) {
      found.computeIfAbsent(catalog, _ -> new LinkedHashMap<>()).putAll(specs);
    }
  }
}
