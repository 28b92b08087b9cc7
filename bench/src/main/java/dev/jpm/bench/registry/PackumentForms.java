package dev.jpm.bench.registry;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * A packument as a recording keeps it: the full document and the abbreviated one made from it, both
 * naming the recording's server in their tarball URLs.
 *
 * @param tarballs where each tarball came from, by the last part of its URL
 */
record PackumentForms(
    ObjectNode full, ObjectNode abbreviated, SequencedMap<String, String> tarballs) {
  private static final List<String> KEPT =
      List.of(
          "name",
          "version",
          "deprecated",
          "dependencies",
          "optionalDependencies",
          "devDependencies",
          "bundleDependencies",
          "bundledDependencies",
          "peerDependencies",
          "peerDependenciesMeta",
          "bin",
          "directories",
          "dist",
          "engines",
          "cpu",
          "os",
          "libc",
          "funding",
          "_hasShrinkwrap",
          "hasInstallScript");

  private static final List<String> INSTALL_SCRIPTS =
      List.of("preinstall", "install", "postinstall");

  /**
   * Both forms of what a registry answered.
   *
   * @param base the address of the server that will serve them, with a final slash
   */
  static PackumentForms of(ObjectNode document, String base) {
    ObjectNode full = document.deepCopy();
    ObjectNode abbreviated = JsonNodeFactory.instance.objectNode();
    String name = full.path("name").asString();
    abbreviated.put("name", name);
    abbreviated.set("dist-tags", full.path("dist-tags"));
    abbreviated.set("modified", full.path("time").path("modified"));
    if (abbreviated.path("modified").isMissingNode()) {
      abbreviated.remove("modified");
    }
    ObjectNode versions = abbreviated.putObject("versions");
    SequencedMap<String, String> tarballs = new LinkedHashMap<>();
    for (Map.Entry<String, JsonNode> version : full.path("versions").properties()) {
      if (version.getValue() instanceof ObjectNode manifest) {
        rebase(manifest, base + name, tarballs);
        versions.set(version.getKey(), abbreviated(manifest));
      }
    }
    return new PackumentForms(full, abbreviated, tarballs);
  }

  private static void rebase(ObjectNode manifest, String base, Map<String, String> tarballs) {
    if (manifest.path("dist") instanceof ObjectNode dist && dist.path("tarball").isString()) {
      String url = dist.path("tarball").stringValue();
      String file = url.substring(url.lastIndexOf('/') + 1).replaceFirst("[?#].*", "");
      tarballs.put(file, url);
      dist.put("tarball", base + "/-/" + file);
    }
  }

  private static ObjectNode abbreviated(ObjectNode manifest) {
    ObjectNode kept = JsonNodeFactory.instance.objectNode();
    for (String key : KEPT) {
      JsonNode value = manifest.get(key);
      if (value != null) {
        kept.set(key, value);
      }
    }
    JsonNode scripts = manifest.path("scripts");
    if (INSTALL_SCRIPTS.stream().anyMatch(event -> !scripts.path(event).asString("").isEmpty())) {
      kept.put("hasInstallScript", true);
    }
    return kept;
  }
}
