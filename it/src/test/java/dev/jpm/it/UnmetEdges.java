package dev.jpm.it;

import dev.jpm.model.semver.Range;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Finds an edge of a lockfile that is not satisfied, by looking as Node.js looks for packages. */
final class UnmetEdges {
  private final JsonNode packages;

  private UnmetEdges(String lockfile) {
    this.packages = JsonMapper.shared().readTree(lockfile).path("packages");
  }

  /** What else an edge has to be. */
  @FunctionalInterface
  private interface Test {
    boolean holds(JsonNode from, String name, String wanted);
  }

  /** The first, as {@code place -> name@range}; empty where all are satisfied. */
  static String firstIn(String lockfile) {
    return new UnmetEdges(lockfile)
        .first(List.of("dependencies", "peerDependencies"), (_, _, _) -> true);
  }

  /**
   * The first required dependency that none of the published versions satisfies, and so that which
   * is locked does not either; empty where there is none.
   *
   * @param published the versions by package
   */
  static String firstHopeless(String lockfile, Map<String, List<String>> published) {
    return new UnmetEdges(lockfile)
        .first(
            List.of("dependencies"),
            (from, name, wanted) ->
                !from.path("inBundle").asBoolean(false)
                    && from.path("bundleDependencies")
                        .valueStream()
                        .noneMatch(bundled -> bundled.asString("").equals(name))
                    && isHopeless(published, name, wanted));
  }

  /**
   * The first required peer that is nowhere in the lockfile, and of which no published version will
   * do; empty where there is none.
   *
   * @param published the versions by package
   */
  static String firstHopelessPeer(String lockfile, Map<String, List<String>> published) {
    UnmetEdges edges = new UnmetEdges(lockfile);
    return edges.first(
        List.of("peerDependencies"),
        (_, name, wanted) ->
            isHopeless(published, name, wanted)
                && edges.packages.propertyStream().noneMatch(entry -> isOf(entry.getKey(), name)));
  }

  private static boolean isHopeless(
      Map<String, List<String>> published, String name, String wanted) {
    return published.containsKey(name)
        && published.get(name).stream().noneMatch(version -> isIn(version, wanted));
  }

  private static boolean isOf(String place, String name) {
    return place.equals("node_modules/" + name) || place.endsWith("/node_modules/" + name);
  }

  private String first(List<String> kinds, Test test) {
    for (Map.Entry<String, JsonNode> entry : packages.properties()) {
      JsonNode pack = entry.getValue();
      if (pack.path("extraneous").asBoolean(false) || pack.path("optional").asBoolean(false)) {
        continue; // What is optional may be left out with all that it needs.
      }
      for (String kind : kinds) {
        for (Map.Entry<String, JsonNode> edge : pack.path(kind).properties()) {
          String name = edge.getKey();
          String wanted = edge.getValue().stringValue();
          if (!isOptional(pack, name)
              && !isMet(entry.getKey(), name, wanted)
              && test.holds(pack, name, wanted)) {
            return entry.getKey() + " -> " + name + "@" + wanted;
          }
        }
      }
    }
    return "";
  }

  private static boolean isOptional(JsonNode pack, String name) {
    return pack.path("optionalDependencies").has(name)
        || pack.path("peerDependenciesMeta").path(name).path("optional").asBoolean(false);
  }

  private boolean isMet(String from, String name, String wanted) {
    String place = from;
    while (true) {
      String holder = place.isEmpty() ? "" : place + "/";
      JsonNode found = packages.get(holder + "node_modules/" + name);
      if (found != null) {
        return isIn(found.path("version").asString(""), wanted);
      }
      if (place.isEmpty()) {
        return false;
      }
      int above = place.lastIndexOf("/node_modules/");
      place = above < 0 ? "" : place.substring(0, above);
    }
  }

  private static boolean isIn(String version, String wanted) {
    boolean any = wanted.isEmpty() || wanted.equals("*");
    return any || Range.tryParseLoose(wanted).map(range -> range.accepts(version)).orElse(true);
  }
}
