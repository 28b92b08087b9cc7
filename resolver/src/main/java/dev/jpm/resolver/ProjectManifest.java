package dev.jpm.resolver;

import dev.jpm.model.LocaleOrder;
import dev.jpm.model.Manifest;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** A package.json whose dependencies are being changed, by npm's rules for which section. */
final class ProjectManifest {
  private static final String META = "peerDependenciesMeta";
  private final ObjectNode json;
  private final Warnings warnings;

  ProjectManifest(Manifest manifest, Warnings warnings) {
    this.json = manifest.json().deepCopy();
    this.warnings = warnings;
  }

  /** The manifest as it is now. */
  Manifest manifest() {
    return new Manifest(json.deepCopy());
  }

  /** Where {@code name} stands already; else dependencies. */
  SaveType inferredType(String name) {
    if (has("devDependencies", name)) {
      return SaveType.DEV;
    }
    if (has("optionalDependencies", name)) {
      return SaveType.OPTIONAL;
    }
    if (has("dependencies", name)) {
      return SaveType.PROD;
    }
    if (has("peerDependencies", name)) {
      return json.path(META).path(name).path("optional").asBoolean(false)
          ? SaveType.PEER_OPTIONAL
          : SaveType.PEER;
    }
    return SaveType.PROD;
  }

  /** Adds a dependency; {@code *} leaves the spec that stands there already. */
  void add(String name, String spec, @Nullable SaveType asked, boolean bundle) {
    SaveType type = asked == null ? inferredType(name) : asked;
    switch (type) {
      case PROD -> {
        drop("devDependencies", name, "dependencies");
        drop("peerDependencies", name, "dependencies");
      }
      case DEV -> drop("dependencies", name, "devDependencies");
      case OPTIONAL -> drop("peerDependencies", name, "optionalDependencies");
      case PEER, PEER_OPTIONAL -> {
        drop("dependencies", name, "peerDependencies");
        drop("optionalDependencies", name, "peerDependencies");
      }
    }
    ObjectNode section = section(type.section());
    if (!spec.equals("*") || !section.has(name)) {
      section.put(name, spec);
    }
    if (type == SaveType.OPTIONAL) {
      section("dependencies").set(name, section.get(name));
    }
    if (type == SaveType.PEER || type == SaveType.PEER_OPTIONAL) {
      addPeer(name, type, section);
    } else if (bundle) {
      addBundled(name);
    }
  }

  private void addPeer(String name, SaveType type, ObjectNode section) {
    if (type == SaveType.PEER_OPTIONAL) {
      ObjectNode meta = section(META);
      ObjectNode entry = meta.get(name) instanceof ObjectNode known ? known : meta.putObject(name);
      entry.put("optional", true);
    } else if (json.path(META).path(name) instanceof ObjectNode entry
        && entry.path("optional").asBoolean(false)) {
      entry.put("optional", false);
    }
    if (has("devDependencies", name)) {
      section("devDependencies").set(name, section.get(name));
    }
  }

  private void addBundled(String name) {
    TreeSet<String> names = new TreeSet<>(LocaleOrder.ENGLISH);
    names.add(name);
    if (json.get("bundleDependencies") instanceof ArrayNode known) {
      for (JsonNode item : known) {
        names.add(item.asString());
      }
    }
    ArrayNode bundled = json.putArray("bundleDependencies");
    names.forEach(bundled::add);
  }

  /** Takes names out of every section. */
  void remove(List<String> names) {
    for (SaveType type : SaveType.values()) {
      for (String name : names) {
        drop(type.section(), name, null);
      }
    }
    if (json.get("bundleDependencies") instanceof ArrayNode known) {
      List<String> left = new ArrayList<>();
      for (JsonNode item : known) {
        if (!names.contains(item.asString())) {
          left.add(item.asString());
        }
      }
      json.remove("bundleDependencies");
      if (!left.isEmpty()) {
        ArrayNode bundled = json.putArray("bundleDependencies");
        left.forEach(bundled::add);
      }
    }
  }

  boolean has(String section, String name) {
    return json.path(section).has(name);
  }

  /** Sets a spec in a section, which is made if need be. */
  void set(String section, String name, String spec) {
    section(section).put(name, spec);
  }

  /** The spec in a section, or null. */
  @Nullable String get(String section, String name) {
    JsonNode spec = json.path(section).path(name);
    return spec.isString() ? spec.stringValue() : null;
  }

  void drop(String section, String name, @Nullable String inFavourOf) {
    if (!(json.get(section) instanceof ObjectNode entries) || !entries.has(name)) {
      return;
    }
    if (inFavourOf != null) {
      warnings.add(
          "idealTree",
          "Removing " + section + "." + name + " in favor of " + inFavourOf + "." + name);
    }
    entries.remove(name);
    if (section.equals("peerDependencies") && json.get(META) instanceof ObjectNode meta) {
      meta.remove(name);
      if (meta.isEmpty()) {
        json.remove(META);
      }
    }
    if (entries.isEmpty()) {
      json.remove(section);
    }
  }

  private ObjectNode section(String key) {
    return json.get(key) instanceof ObjectNode known ? known : json.putObject(key);
  }
}
