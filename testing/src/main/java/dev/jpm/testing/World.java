package dev.jpm.testing;

import dev.jpm.registrymock.MockRegistry;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * A whole registry and what a project asks of it, as plain values: made at random, made smaller,
 * printed as JSON.
 *
 * @param packages what each package's versions declare, versions in publish order
 * @param project what the project declares
 */
public record World(
    SequencedMap<String, SequencedMap<String, Declared>> packages, Declared project) {

  /**
   * What one package.json declares, ranges by name.
   *
   * @param dependencies plain ones
   * @param peers peer dependencies
   * @param optional optional dependencies
   */
  public record Declared(
      SequencedMap<String, String> dependencies,
      SequencedMap<String, String> peers,
      SequencedMap<String, String> optional) {

    /** Every declaration that lacks exactly one entry of this. */
    List<Declared> smaller() {
      List<Declared> all = new ArrayList<>();
      dependencies
          .keySet()
          .forEach(n -> all.add(new Declared(less(dependencies, n), peers, optional)));
      peers.keySet().forEach(n -> all.add(new Declared(dependencies, less(peers, n), optional)));
      optional.keySet().forEach(n -> all.add(new Declared(dependencies, peers, less(optional, n))));
      return all;
    }

    ObjectNode json() {
      ObjectNode json = JsonNodeFactory.instance.objectNode();
      put(json, "dependencies", dependencies);
      put(json, "peerDependencies", peers);
      put(json, "optionalDependencies", optional);
      return json;
    }

    private static void put(ObjectNode json, String field, Map<String, String> ranges) {
      if (!ranges.isEmpty()) {
        ObjectNode object = json.putObject(field);
        ranges.forEach(object::put);
      }
    }
  }

  /** Publishes all packages. */
  public void publishTo(MockRegistry registry) {
    packages.forEach((name, versions) ->
        versions.forEach((version, declared) ->
            registry.publish(name, version, p -> p.manifest(declared.json().toString()))));
  }

  /** The project's package.json. */
  public String packageJson() {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("name", "project").put("version", "1.0.0").setAll(project.json());
    return Json.pretty(json);
  }

  /** Every world that lacks exactly one thing of this one, large things first. */
  public List<World> smaller() {
    List<World> all = new ArrayList<>();
    packages.keySet().forEach(name -> all.add(new World(less(packages, name), project)));
    packages.forEach((name, versions) -> {
      for (String version : versions.keySet()) {
        all.add(with(name, less(versions, version)));
      }
    });
    project.smaller().forEach(declared -> all.add(new World(packages, declared)));
    packages.forEach((name, versions) ->
        versions.forEach((version, declared) ->
            declared
                .smaller()
                .forEach(less -> all.add(with(name, replaced(versions, version, less))))));
    return all;
  }

  /** The world as JSON, in the form of a scenario file. */
  @Override
  public String toString() {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    ObjectNode registry = json.putObject("registry");
    packages.forEach((name, versions) -> {
      ObjectNode object = registry.putObject(name);
      versions.forEach((version, declared) -> object.set(version, declared.json()));
    });
    json.set("project", project.json());
    return Json.pretty(json);
  }

  private World with(String name, SequencedMap<String, Declared> versions) {
    return new World(replaced(packages, name, versions), project);
  }

  private static <V> SequencedMap<String, V> less(SequencedMap<String, V> map, String key) {
    LinkedHashMap<String, V> copy = new LinkedHashMap<>(map);
    copy.remove(key);
    return copy;
  }

  private static <V> SequencedMap<String, V> replaced(
      SequencedMap<String, V> map, String key, V value) {
    LinkedHashMap<String, V> copy = new LinkedHashMap<>(map);
    copy.put(key, value);
    return copy;
  }
}
