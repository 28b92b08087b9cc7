package dev.jpm.cli.fields;

import dev.jpm.model.error.ErrorCode;
import dev.jpm.model.error.JpmException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Sets a field, or takes it out; makes the objects and lists on the way that are not there. */
public final class FieldEdit {
  private static final Set<String> FORBIDDEN = Set.of("__proto__", "constructor", "prototype");

  private final String path;
  private final Deque<String> keys;
  private final @Nullable JsonNode value;
  private final boolean force;

  private FieldEdit(String path, @Nullable JsonNode value, boolean force) {
    this.path = path;
    this.keys = new ArrayDeque<>(FieldPath.parse(path).keys());
    this.value = value;
    this.force = force;
  }

  /**
   * Sets the field at {@code path} of {@code data}.
   *
   * @param force whether what is in the way gives way
   * @throws JpmException EOVERRIDEVALUE, ENOADDPROP, ENOAPPEND where something is in the way;
   *     EFORBIDDENKEY
   */
  public static void set(ObjectNode data, String path, JsonNode value, boolean force) {
    FieldEdit edit = new FieldEdit(path, value, force);
    edit.apply(data, edit.keys.removeFirst());
  }

  /** Takes the field at {@code path} out of {@code data}. */
  public static void delete(ObjectNode data, String path) {
    FieldEdit edit = new FieldEdit(path, null, false);
    edit.apply(data, edit.keys.removeFirst());
  }

  /** The container with the edit made; another one where its kind had to change. */
  private JsonNode apply(JsonNode container, String key) {
    if (FORBIDDEN.contains(key)) {
      throw JpmException.of(ErrorCode.EFORBIDDENKEY, "Forbidden key: \"" + key + "\"");
    }
    boolean index = key.equals(FieldPath.END) || FieldPath.isIndex(key);
    JsonNode data = container;
    if (index && data.isObject() && data.isEmpty()) {
      data = JsonNodeFactory.instance.arrayNode();
    } else if (force && data instanceof ArrayNode list && !index) {
      data = asObject(list);
    }
    String at = key;
    if (key.equals(FieldPath.END)) {
      if (!data.isArray()) {
        throw JpmException.of(ErrorCode.ENOAPPEND, "Can't use append syntax in non-Array element");
      }
      at = Integer.toString(data.size());
    }
    if (!keys.isEmpty()) {
      JsonNode next = next(get(data, at), at);
      put(data, at, apply(next, keys.removeFirst()));
    } else if (value == null) {
      remove(data, at);
    } else {
      put(data, at, value);
    }
    return data;
  }

  private JsonNode next(@Nullable JsonNode there, String key) {
    if (there == null || there.isNull()) {
      return JsonNodeFactory.instance.objectNode();
    }
    boolean kept = !force && value != null;
    if (kept && !there.isContainer()) {
      throw JpmException.of(
          ErrorCode.EOVERRIDEVALUE,
          "Property " + key + " already exists and is not an Array or Object.");
    }
    String following = keys.getFirst();
    boolean named = !following.equals(FieldPath.END) && !FieldPath.isIndex(following);
    if (kept && there.isArray() && named) {
      throw JpmException.of(ErrorCode.ENOADDPROP, "Can't add property " + path + " to an Array.");
    }
    return there.isContainer() ? there : JsonNodeFactory.instance.objectNode();
  }

  private static ObjectNode asObject(ArrayNode list) {
    ObjectNode object = JsonNodeFactory.instance.objectNode();
    for (int i = 0; i < list.size(); i++) {
      object.set(Integer.toString(i), list.get(i));
    }
    return object;
  }

  private static @Nullable JsonNode get(JsonNode data, String key) {
    return data.isArray() ? data.get(Integer.parseInt(key)) : data.get(key);
  }

  private static void put(JsonNode data, String key, JsonNode content) {
    switch (data) {
      case ArrayNode list -> {
        int index = Integer.parseInt(key);
        while (list.size() <= index) {
          list.addNull();
        }
        list.set(index, content);
      }
      case ObjectNode object -> object.set(key, content);
      default -> {}
    }
  }

  private static void remove(JsonNode data, String key) {
    switch (data) {
      case ArrayNode list when FieldPath.isIndex(key) -> list.remove(Integer.parseInt(key));
      case ObjectNode object -> object.remove(key);
      default -> {}
    }
  }
}
