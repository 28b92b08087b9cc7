package dev.jpm.it;

import dev.jpm.model.semver.Range;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Finds an edge of a lockfile that is not satisfied, by looking as Node.js looks for packages. */
final class UnmetEdges {
  private final JsonNode packages;

  private UnmetEdges(JsonNode packages) {
    this.packages = packages;
  }

  /** The first, as {@code place -> name@range}; empty where all are satisfied. */
  static String firstIn(String lockfile) {
    return new UnmetEdges(JsonMapper.shared().readTree(lockfile).path("packages")).first();
  }

  private String first() {
    for (Map.Entry<String, JsonNode> entry : packages.properties()) {
      JsonNode pack = entry.getValue();
      if (pack.path("extraneous").asBoolean(false) || pack.path("optional").asBoolean(false)) {
        continue; // What is optional may be left out with all that it needs.
      }
      for (String kind : new String[] {"dependencies", "peerDependencies"}) {
        for (Map.Entry<String, JsonNode> edge : pack.path(kind).properties()) {
          String name = edge.getKey();
          boolean optional =
              pack.path("optionalDependencies").has(name)
                  || pack.path("peerDependenciesMeta").path(name).path("optional").asBoolean(false);
          if (!optional && !isMet(entry.getKey(), name, edge.getValue().stringValue())) {
            return entry.getKey() + " -> " + name + "@" + edge.getValue().stringValue();
          }
        }
      }
    }
    return "";
  }

  private boolean isMet(String from, String name, String wanted) {
    String place = from;
    while (true) {
      String holder = place.isEmpty() ? "" : place + "/";
      JsonNode found = packages.get(holder + "node_modules/" + name);
      if (found != null) {
        String version = found.path("version").asString("");
        boolean any = wanted.isEmpty() || wanted.equals("*");
        return any || Range.tryParseLoose(wanted).map(range -> range.accepts(version)).orElse(true);
      }
      if (place.isEmpty()) {
        return false;
      }
      int above = place.lastIndexOf("/node_modules/");
      place = above < 0 ? "" : place.substring(0, above);
    }
  }
}
