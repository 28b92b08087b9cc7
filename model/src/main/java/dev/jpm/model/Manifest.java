package dev.jpm.model;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * One version's metadata: a parsed package.json, a version of a packument, or what a lockfile keeps
 * of either. Wraps the JSON as it came, so that what npm copies (licence, funding, engines) is
 * copied unchanged; the accessors read it forgivingly, as npm does: a field of the wrong type
 * counts as absent. The JSON handed in must not be changed afterwards.
 */
public final class Manifest {
  private final ObjectNode json;

  public Manifest(ObjectNode json) {
    this.json = json;
  }

  /** The JSON itself, for reading only; {@code json().deepCopy()} for anything else. */
  public ObjectNode json() {
    return json;
  }

  /** The value of a field, or null where it is missing or JSON's null. */
  public @Nullable JsonNode field(String key) {
    JsonNode value = json.get(key);
    return value == null || value.isNull() ? null : value;
  }

  public @Nullable String name() {
    return text("name");
  }

  public @Nullable String version() {
    return text("version");
  }

  /** A field's text, or null where it is missing or no text. */
  public @Nullable String text(String key) {
    JsonNode value = json.get(key);
    return value != null && value.isString() ? value.stringValue() : null;
  }

  public boolean isTrue(String key) {
    JsonNode value = json.get(key);
    return value != null && value.isBoolean() && value.booleanValue();
  }

  public SequencedMap<String, String> dependencies() {
    return texts("dependencies");
  }

  public SequencedMap<String, String> devDependencies() {
    return texts("devDependencies");
  }

  public SequencedMap<String, String> optionalDependencies() {
    return texts("optionalDependencies");
  }

  public SequencedMap<String, String> peerDependencies() {
    return texts("peerDependencies");
  }

  /** Whether peerDependenciesMeta marks the peer {@code name} optional. */
  public boolean isPeerOptional(String name) {
    JsonNode meta = json.path("peerDependenciesMeta").path(name).path("optional");
    return meta.isBoolean() && meta.booleanValue();
  }

  /** The scripts of the manifest by event name. */
  public SequencedMap<String, String> scripts() {
    return texts("scripts");
  }

  public SequencedMap<String, String> engines() {
    return texts("engines");
  }

  /** {@code os}, {@code cpu} or {@code libc}: a list, a single text, or nothing. */
  public List<String> platformList(String key) {
    JsonNode value = json.get(key);
    if (value != null && value.isString()) {
      return List.of(value.stringValue());
    }
    return textList(value);
  }

  /** Names that come inside this package's tarball; {@code true} means all of dependencies. */
  public List<String> bundleDependencies() {
    JsonNode value = field("bundleDependencies");
    if (value == null) {
      value = field("bundledDependencies");
    }
    if (value != null && value.isBoolean()) {
      return value.booleanValue() ? List.copyOf(dependencies().keySet()) : List.of();
    }
    if (value != null && value.isObject()) {
      return List.copyOf(value.propertyNames());
    }
    return textList(value);
  }

  /** What the registry says against using this version, or null. */
  public @Nullable String deprecated() {
    return text("deprecated");
  }

  @Override
  public String toString() {
    return name() + "@" + version();
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Manifest that && json.equals(that.json);
  }

  @Override
  public int hashCode() {
    return json.hashCode();
  }

  /** A field that maps names to texts; entries of other types are left out. */
  public SequencedMap<String, String> texts(String key) {
    if (!(json.get(key) instanceof ObjectNode object) || object.isEmpty()) {
      return Collections.emptyNavigableMap();
    }
    LinkedHashMap<String, String> map = new LinkedHashMap<>();
    for (Map.Entry<String, JsonNode> entry : object.properties()) {
      if (entry.getValue().isString()) {
        map.put(entry.getKey(), entry.getValue().stringValue());
      }
    }
    return Collections.unmodifiableSequencedMap(map);
  }

  private static List<String> textList(@Nullable JsonNode value) {
    if (value == null || !value.isArray()) {
      return List.of();
    }
    List<String> list = new ArrayList<>();
    for (JsonNode item : value) {
      if (item.isString()) {
        list.add(item.stringValue());
      }
    }
    return List.copyOf(list);
  }
}
