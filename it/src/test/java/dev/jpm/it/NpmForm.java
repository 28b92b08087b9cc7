package dev.jpm.it;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URLDecoder;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * A package.json written for Yarn, pnpm or Bun in the form that npm reads: what is not about
 * dependencies goes, {@code workspace:} and {@code catalog:} become ranges, and what leads out of
 * the registry is left out.
 */
final class NpmForm {
  private static final List<String> KEPT =
      List.of(
          "name",
          "version",
          "dependencies",
          "devDependencies",
          "optionalDependencies",
          "peerDependencies",
          "peerDependenciesMeta",
          "bundleDependencies",
          "bundledDependencies",
          "engines",
          "overrides",
          "resolutions");
  private static final Set<String> SPECS =
      Set.of("dependencies", "devDependencies", "optionalDependencies", "peerDependencies");
  private static final Pattern PATCH = Pattern.compile("patch:@?[^@]+@([^#]+).*");
  private static final Pattern BARE_ALIAS = Pattern.compile("npm:([\\d^~>=<*].*)");
  private static final Pattern ELSEWHERE =
      Pattern.compile(
          "(?:file|link|portal|exec|jsr|git|github|https?)\\b.*:.*|[\\w.-]+/[\\w.-]+.*");

  private final Map<String, Map<String, String>> catalogs;
  private final Set<String> workspaces;

  /**
   * @param catalogs name of a catalog, empty for the one without, to range by package name
   * @param workspaces the names of the project's workspaces
   */
  NpmForm(Map<String, Map<String, String>> catalogs, Set<String> workspaces) {
    this.catalogs = catalogs;
    this.workspaces = workspaces;
  }

  ObjectNode of(JsonNode manifest) {
    ObjectNode kept = JsonNodeFactory.instance.objectNode();
    for (String field : KEPT) {
      if (SPECS.contains(field) && manifest.path(field).isObject()) {
        kept.set(field, specs(manifest.path(field)));
      } else if (manifest.has(field)) {
        kept.set(field, manifest.path(field));
      }
    }
    return kept;
  }

  private ObjectNode specs(JsonNode dependencies) {
    ObjectNode kept = JsonNodeFactory.instance.objectNode();
    dependencies.forEachEntry((name, spec) -> {
      String range = spec.isString() ? range(name, spec.asString()) : null;
      if (range != null) {
        kept.put(name, range);
      }
    });
    return kept;
  }

  /** What npm is to read there, or null where the dependency is left out. */
  @Nullable String range(String name, String spec) {
    if (name.contains("<%") || spec.contains("<%")) {
      return null;
    }
    if (spec.startsWith("workspace:")) {
      String range = spec.substring("workspace:".length());
      boolean any = range.isEmpty() || range.matches("[*^~]") || range.matches("[./@a-z].*");
      return workspaces.contains(name) ? any ? "*" : range : null;
    }
    if (spec.startsWith("catalog:")) {
      String catalog = spec.substring("catalog:".length());
      String found =
          catalogs.getOrDefault(catalog.equals("default") ? "" : catalog, Map.of()).get(name);
      return found == null ? null : range(name, found);
    }
    Matcher patch = PATCH.matcher(spec);
    if (patch.matches()) {
      return range(name, URLDecoder.decode(patch.group(1), UTF_8));
    }
    Matcher alias = BARE_ALIAS.matcher(spec);
    if (alias.matches()) {
      return alias.group(1);
    }
    return ELSEWHERE.matcher(spec).matches() ? null : spec;
  }
}
