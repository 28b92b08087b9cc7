package dev.jpm.testing;

import java.util.Map;
import tools.jackson.databind.JsonNode;

/** Finds what a lockfile forgot: a package's required dependency that is nowhere to be found. */
public final class LockfileGaps {
  private LockfileGaps() {}

  /** The first dependency that is missing, as {@code place -> name}; empty where all are there. */
  public static String firstIn(String lockfile) {
    JsonNode packages = Json.parse(lockfile).path("packages");
    for (Map.Entry<String, JsonNode> pack : packages.properties()) {
      JsonNode optional = pack.getValue().path("optionalDependencies");
      if (pack.getValue().path("extraneous").asBoolean(false)) {
        continue;
      }
      for (String name : pack.getValue().path("dependencies").propertyNames()) {
        if (!optional.has(name) && !isFound(packages, pack.getKey(), name)) {
          return pack.getKey() + " -> " + name;
        }
      }
    }
    return "";
  }

  private static boolean isFound(JsonNode packages, String from, String name) {
    String place = from;
    while (true) {
      String candidate = (place.isEmpty() ? "" : place + "/") + "node_modules/" + name;
      if (packages.has(candidate)) {
        return true;
      }
      if (place.isEmpty() || place.startsWith("..")) {
        return place.startsWith("..");
      }
      int slash = place.lastIndexOf('/');
      place = slash < 0 ? "" : place.substring(0, slash);
    }
  }
}
