package dev.jpm.cli.fields;

import dev.jpm.model.error.ErrorCode;
import dev.jpm.model.error.JpmException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;

/** Looks fields up. */
public final class FieldGet {
  private FieldGet() {}

  /**
   * What stands at {@code path}, by label: the path itself, or one for every item of a list whose
   * items' field is asked for. Empty where nothing is there; null for what JSON has no value for. A
   * list of one is that one.
   */
  public static Map<String, @Nullable JsonNode> from(JsonNode data, String path) {
    JsonNode at = data;
    StringBuilder label = new StringBuilder();
    for (String key : FieldPath.parse(path).keys()) {
      if (key.equals(FieldPath.END)) {
        throw JpmException.of(
            ErrorCode.EINVALIDSYNTAX, "Empty brackets are not valid syntax for retrieving values.");
      }
      if (at instanceof ArrayNode list && !FieldPath.isIndex(key)) {
        return each(list, label.toString(), key);
      }
      JsonNode next = at.isArray() ? at.get(Integer.parseInt(key)) : at.get(key);
      if (next == null) {
        return Map.of();
      }
      at = next;
      label.append(key);
    }
    Map<String, @Nullable JsonNode> found = new LinkedHashMap<>();
    found.put(path, at.isArray() && at.size() <= 1 ? at.get(0) : at);
    return found;
  }

  private static Map<String, @Nullable JsonNode> each(ArrayNode list, String label, String key) {
    Map<String, @Nullable JsonNode> found = new LinkedHashMap<>();
    for (int i = 0; i < list.size(); i++) {
      found.put(label + "[" + i + "]." + key, list.get(i).get(key));
    }
    return found;
  }
}
