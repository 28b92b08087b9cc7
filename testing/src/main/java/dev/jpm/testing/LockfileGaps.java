package dev.jpm.testing;

import java.util.Collection;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/**
 * Finds what a lockfile forgot: a package's required dependency that is nowhere to be found, or the
 * link to a workspace.
 */
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

  /** The first workspace to which no link leads, as {@code name}; empty where all have theirs. */
  public static String firstLostWorkspace(String lockfile, Collection<String> workspaces) {
    JsonNode packages = Json.parse(lockfile).path("packages");
    for (String name : workspaces) {
      if (!packages.path("node_modules/" + name).path("link").asBoolean(false)) {
        return name;
      }
    }
    return "";
  }

  /**
   * A command that is not there, of a package that a link inside node_modules leads to (where a
   * cycle was cut); empty where all are.
   */
  public static String firstUnlinkedCommand(String lockfile, TempProject project) {
    JsonNode packages = Json.parse(lockfile).path("packages");
    for (JsonNode link : packages) {
      String target = link.path("resolved").asString("");
      if (!link.path("link").asBoolean(false) || !target.contains("node_modules/")) {
        continue;
      }
      String holder = target.substring(0, target.lastIndexOf("node_modules/"));
      for (String name : packages.path(target).path("bin").propertyNames()) {
        String command = holder + "node_modules/.bin/" + name;
        if (!project.has(command)) {
          return command;
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
