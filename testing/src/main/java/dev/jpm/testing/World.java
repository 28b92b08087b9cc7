package dev.jpm.testing;

import dev.jpm.registrymock.MockRegistry;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * A whole registry, a project, and what is done in it, as one JSON object: written by hand as a
 * scenario, or made at random and made smaller. Never changed.
 *
 * @param json {@code fixtures/README.md} tells its fields
 */
public record World(ObjectNode json) {
  /** What stands for the registry's address, which is not known before there is one. */
  public static final String REGISTRY = "https://registry.example/";

  /** What tells of the publishing of a version and not of its package.json. */
  private static final List<String> PUBLISHERS =
      List.of("tag", "deprecated", "files", "publishedAt", "signedBy", "signatures");

  /** One thing that is done in the project. */
  public sealed interface Step {
    /** A command is run. */
    record Run(List<String> arguments) implements Step {}

    /** Somebody writes files, text by path. */
    record Write(SequencedMap<String, String> files) implements Step {}
  }

  /** The world that {@link #toString} told. */
  public static World parse(String text) {
    return new World((ObjectNode) Json.parse(text));
  }

  /** The versions of every package, in publish order. */
  public SequencedMap<String, List<String>> packages() {
    LinkedHashMap<String, List<String>> packages = new LinkedHashMap<>();
    for (Map.Entry<String, JsonNode> pack : json.path("registry").properties()) {
      packages.put(pack.getKey(), List.copyOf(pack.getValue().propertyNames()));
    }
    return packages;
  }

  /** Publishes all packages, and what is known against them. */
  public void publishTo(MockRegistry registry) {
    for (Map.Entry<String, JsonNode> key : json.path("keys").properties()) {
      registry.signingKey(key.getKey(), key.getValue().asString(null));
    }
    for (Map.Entry<String, JsonNode> pack : json.path("registry").properties()) {
      for (Map.Entry<String, JsonNode> version : pack.getValue().properties()) {
        publish(registry, pack.getKey(), version.getKey(), (ObjectNode) version.getValue());
      }
    }
    adviseOn(registry);
  }

  /** Makes all advisories known. */
  private void adviseOn(MockRegistry registry) {
    for (Map.Entry<String, JsonNode> about : json.path("advisories").properties()) {
      for (JsonNode advisory : about.getValue()) {
        registry.advise(about.getKey(), advice -> advice.fields(advisory.toString()));
      }
    }
  }

  private static void publish(
      MockRegistry registry, String name, String version, ObjectNode description) {
    ObjectNode fields = description.deepCopy();
    fields.remove(PUBLISHERS);
    registry.publish(
        name,
        version,
        release -> {
          release.manifest(fields.toString());
          if (description.has("tag")) {
            release.tag(description.path("tag").stringValue());
          }
          if (description.has("deprecated")) {
            release.deprecated(description.path("deprecated").stringValue());
          }
          if (description.has("publishedAt")) {
            release.publishedAt(Instant.parse(description.path("publishedAt").stringValue()));
          }
          if (description.has("signedBy")) {
            release.signedBy(description.path("signedBy").stringValue());
          }
          for (Map.Entry<String, JsonNode> one : description.path("signatures").properties()) {
            release.signature(one.getKey(), one.getValue().stringValue());
          }
          for (Map.Entry<String, JsonNode> file : description.path("files").properties()) {
            release.file(file.getKey(), text(file.getValue()));
          }
        });
  }

  /** The same world, with the address of the registry that serves it. */
  public World servedBy(String address) {
    return new World((ObjectNode) Json.parse(json.toString().replace(REGISTRY, address)));
  }

  /** The project's package.json. */
  public String packageJson() {
    return Json.pretty(json.path("project"));
  }

  /** Writes the project and its further files into {@code folder}, or beside it. */
  public TempProject writeTo(Path folder) {
    TempProject project = TempProject.in(folder);
    project.file("package.json", packageJson());
    files().forEach(project::file);
    return project;
  }

  /** The project's further files, text by path. */
  public SequencedMap<String, String> files() {
    return files(json.path("files"));
  }

  /** The names of the project's workspaces. */
  public List<String> workspaces() {
    List<String> names = new ArrayList<>();
    if (json.path("project").has("workspaces")) {
      for (Map.Entry<String, JsonNode> file : json.path("files").properties()) {
        String[] path = file.getKey().split("/", -1);
        if ((path.length == 3 && path[0].equals("packages")) || path[0].equals("apps")) {
          names.add(file.getValue().path("name").asString(path[path.length - 2]));
        }
      }
    }
    return names;
  }

  /** What is done, in order; a plain install where nothing is said. */
  public List<Step> steps() {
    if (!json.has("commands")) {
      return List.of(new Step.Run(List.of("install")));
    }
    List<Step> steps = new ArrayList<>();
    for (JsonNode step : json.path("commands")) {
      steps.add(
          step.isObject()
              ? new Step.Write(files(step))
              : new Step.Run(step.valueStream().map(JsonNode::stringValue).toList()));
    }
    return steps;
  }

  private static SequencedMap<String, String> files(JsonNode object) {
    LinkedHashMap<String, String> files = new LinkedHashMap<>();
    for (Map.Entry<String, JsonNode> file : object.properties()) {
      files.put(file.getKey(), text(file.getValue()));
    }
    return files;
  }

  private static String text(JsonNode content) {
    return content.isString() ? content.stringValue() : Json.pretty(content);
  }

  /** Every world that lacks exactly one thing of this one, large things first. */
  public List<World> smaller() {
    List<World> all = new ArrayList<>();
    List<List<Object>> level = List.of(List.of());
    while (!level.isEmpty()) {
      List<List<Object>> deeper = new ArrayList<>();
      for (List<Object> path : level) {
        for (Object key : keys(at(json, path))) {
          List<Object> below = new ArrayList<>(path);
          below.add(key);
          deeper.add(below);
          if (isDispensable(below)) {
            all.add(without(below));
          }
        }
      }
      level = deeper;
    }
    return all;
  }

  /** A project is always there, if empty; a command keeps its name and does not begin to write. */
  private boolean isDispensable(List<Object> path) {
    boolean word = path.size() == 3 && path.getFirst().equals("commands");
    return !(word && path.getLast().equals(0))
        && !(word && at(json, path).asString("").equals("--package-lock-only"))
        && !path.equals(List.of("commands"))
        && !path.equals(List.of("project"))
        && !path.equals(List.of("registry"));
  }

  private World without(List<Object> path) {
    ObjectNode copy = json.deepCopy();
    JsonNode holder = at(copy, path.subList(0, path.size() - 1));
    if (holder instanceof ObjectNode object) {
      object.remove((String) path.getLast());
    } else {
      ((ArrayNode) holder).remove((int) path.getLast());
    }
    return new World(copy);
  }

  private static List<Object> keys(JsonNode node) {
    if (node.isObject()) {
      return List.copyOf(node.propertyNames());
    }
    List<Object> indexes = new ArrayList<>();
    for (int i = 0; i < node.size(); i++) {
      indexes.add(i);
    }
    return indexes;
  }

  private static JsonNode at(JsonNode from, List<Object> path) {
    JsonNode node = from;
    for (Object key : path) {
      node = key instanceof Integer index ? node.path(index) : node.path((String) key);
    }
    return node;
  }

  /** The world in the form of a scenario file. */
  @Override
  public String toString() {
    return Json.pretty(json);
  }

  /** A world of which nothing is said yet. */
  static ObjectNode empty() {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.putObject("registry");
    json.putObject("project");
    return json;
  }
}
