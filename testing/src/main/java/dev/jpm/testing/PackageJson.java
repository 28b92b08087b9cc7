package dev.jpm.testing;

import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Builds the text of a package.json, fields in the order of the calls. */
public final class PackageJson {
  private static final JsonMapper MAPPER = JsonMapper.shared();

  private final ObjectNode json = JsonNodeFactory.instance.objectNode();

  PackageJson(String name, String version) {
    json.put("name", name).put("version", version);
  }

  public PackageJson dependency(String name, String spec) {
    return put("dependencies", name, spec);
  }

  public PackageJson devDependency(String name, String spec) {
    return put("devDependencies", name, spec);
  }

  /** An optional dependency. */
  public PackageJson optional(String name, String spec) {
    return put("optionalDependencies", name, spec);
  }

  /** A peer dependency. */
  public PackageJson peer(String name, String spec) {
    return put("peerDependencies", name, spec);
  }

  public PackageJson script(String event, String command) {
    return put("scripts", event, command);
  }

  public PackageJson bin(String command, String path) {
    return put("bin", command, path);
  }

  public PackageJson workspaces(String... patterns) {
    ArrayNode array = json.putArray("workspaces");
    for (String pattern : patterns) {
      array.add(pattern);
    }
    return this;
  }

  /** Any field, its value as JSON text. */
  public PackageJson field(String key, String value) {
    json.set(key, MAPPER.readTree(value));
    return this;
  }

  String text() {
    return Json.pretty(json);
  }

  private PackageJson put(String field, String key, String value) {
    json.withObjectProperty(field).put(key, value);
    return this;
  }
}
