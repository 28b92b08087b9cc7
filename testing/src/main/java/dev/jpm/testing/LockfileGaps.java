package dev.jpm.testing;

import java.util.Collection;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/**
 * Finds what a lockfile forgot: a package's required dependency that is nowhere to be found, or the
 * link to a workspace.
 */
public final class LockfileGaps {
  /** The package.json of an installed package. */
  private static final Pattern MANIFEST =
      Pattern.compile("((?:.+/)?node_modules/(?:@[^/]+/)?[^/@]+)/package\\.json");

  private LockfileGaps() {}

  /** Whether a lockfile, other than that in node_modules, lists packages and not one of them. */
  public static boolean isBare(String lockfile) {
    JsonNode packages = Json.parse(lockfile).path("packages");
    return packages.isObject() && packages.isEmpty();
  }

  /**
   * The first dependency that is missing, as {@code place -> name}; empty where all are there.
   * Optional ones count only where the project itself, or a folder of it, wants them and they are
   * published.
   *
   * @param published the names of the packages that exist
   */
  public static String firstIn(String lockfile, Collection<String> published) {
    JsonNode packages = Json.parse(lockfile).path("packages");
    for (String name : packages.path("").path("optionalDependencies").propertyNames()) {
      if (published.contains(name) && !isFound(packages, "", name)) {
        return " -> " + name;
      }
    }
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
      String missing = firstMissingInFolder(packages, pack.getKey(), published);
      if (!missing.isEmpty()) {
        return missing;
      }
    }
    return "";
  }

  /**
   * What a folder of the project wants for work on itself, or could have, and has not. The hidden
   * lockfile, which does not list the project, may leave that out.
   */
  private static String firstMissingInFolder(
      JsonNode packages, String folder, Collection<String> published) {
    if (!packages.has("") || folder.contains("node_modules/") || folder.startsWith("..")) {
      return "";
    }
    for (String section : new String[] {"devDependencies", "optionalDependencies"}) {
      for (String name : packages.path(folder).path(section).propertyNames()) {
        if (published.contains(name) && !isFound(packages, folder, name)) {
          return folder + " -> " + name;
        }
      }
    }
    return "";
  }

  /**
   * The first package in the old section that has no version, as {@code path > name}, because it
   * could not be loaded; empty where all have one. npm leaves such a one out of the new section.
   */
  public static String firstWithoutVersion(String lockfile) {
    return firstWithoutVersion(Json.parse(lockfile).path("dependencies"), "");
  }

  private static String firstWithoutVersion(JsonNode dependencies, String above) {
    for (Map.Entry<String, JsonNode> entry : dependencies.properties()) {
      String place = above + entry.getKey();
      if (!entry.getValue().has("version")) {
        return place;
      }
      String below = firstWithoutVersion(entry.getValue().path("dependencies"), place + " > ");
      if (!below.isEmpty()) {
        return below;
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

  /**
   * A command that is gone though a package beside it brings it: npm takes a command away with one
   * of two packages that have it. Or nothing.
   */
  public static String firstRemovedCommand(String lockfile, TempProject project) {
    for (Map.Entry<String, JsonNode> entry : Json.parse(lockfile).path("packages").properties()) {
      String place = entry.getKey();
      int modules = place.lastIndexOf("node_modules/");
      if (modules < 0 || !project.has(place + "/package.json")) {
        continue;
      }
      for (Map.Entry<String, JsonNode> bin : entry.getValue().path("bin").properties()) {
        String command = place.substring(0, modules) + "node_modules/.bin/" + bin.getKey();
        if (!project.has(command) && project.has(place + "/" + bin.getValue().asString(""))) {
          return command;
        }
      }
    }
    return "";
  }

  /**
   * A package that lies in node_modules and that the hidden lockfile does not list, or nothing. Of
   * what came in a bundle not all need be listed.
   */
  public static String firstUnlisted(TempProject project) {
    if (!project.has("node_modules/.package-lock.json")) {
      return "";
    }
    JsonNode packages =
        Json.parse(project.read("node_modules/.package-lock.json")).path("packages");
    for (String line : project.tree(".").lines()) {
      String[] fields = line.split(" ", -1);
      Matcher place = MANIFEST.matcher(fields.length > 2 ? fields[2] : "");
      if (place.matches()
          && !packages.has(place.group(1))
          && !isBelowBundler(packages, place.group(1))) {
        return place.group(1);
      }
    }
    return "";
  }

  /**
   * A package from a registry that the hidden lockfile lists and whose folder is there and empty;
   * or nothing.
   */
  public static String firstEmpty(TempProject project) {
    if (!project.has("node_modules/.package-lock.json")) {
      return "";
    }
    String tree = String.join("\n", project.tree(".").lines());
    for (Map.Entry<String, JsonNode> entry :
        Json.parse(project.read("node_modules/.package-lock.json")).path("packages").properties()) {
      boolean fetched = entry.getValue().has("integrity");
      if (fetched && project.has(entry.getKey()) && !tree.contains(" " + entry.getKey() + "/")) {
        return entry.getKey();
      }
    }
    return "";
  }

  private static boolean isBelowBundler(JsonNode packages, String place) {
    for (int end = place.lastIndexOf("/node_modules/");
        end > 0;
        end = place.lastIndexOf("/node_modules/", end - 1)) {
      if (packages.path(place.substring(0, end)).has("bundleDependencies")) {
        return true;
      }
    }
    return false;
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
