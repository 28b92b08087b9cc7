package dev.jpm.cli.query;

import dev.jpm.model.semver.Range;
import dev.jpm.model.semver.Version;
import dev.jpm.resolver.graph.GraphEdge;
import dev.jpm.resolver.graph.GraphNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;

/** What {@code :outdated()} means: newer versions are there, of a kind or within the ranges. */
final class OutdatedTest {
  private final String kind;
  private final Function<String, List<String>> versions;

  /**
   * @param versions all versions of the package of a name, oldest first
   */
  OutdatedTest(String kind, Function<String, List<String>> versions) {
    this.kind = kind;
    this.versions = versions;
  }

  boolean fits(Item item) {
    GraphNode node = item.node();
    if (node == null
        || node.isProjectRoot()
        || AttributeTest.isTruthy(item.manifest().get("private"))) {
      return false;
    }
    List<String> all = versions.apply(node.name());
    item.context().put("versions", all);
    Version mine = node.version();
    if (mine == null) {
      return false;
    }
    List<String> newer =
        all.stream()
            .filter(
                text -> Version.tryParseLoose(text).filter(v -> v.compareTo(mine) > 0).isPresent())
            .toList();
    return switch (kind) {
      case "any" -> !newer.isEmpty();
      case "major", "minor", "patch" ->
          newer.stream().anyMatch(text -> difference(mine, Version.parseLoose(text)).equals(kind));
      case "in-range" -> note(item, "inRange", newer, true);
      case "out-of-range" -> note(item, "outOfRange", newer, false);
      default -> false;
    };
  }

  private static boolean note(Item item, String key, List<String> newer, boolean accepted) {
    List<Object> found = new ArrayList<>();
    for (GraphEdge edge : item.edgesIn()) {
      Optional<Range> range = Range.tryParseLoose(edge.spec());
      Predicate<String> fits =
          text -> range.filter(r -> r.accepts(Version.parseLoose(text))).isPresent() == accepted;
      List<String> versions = newer.stream().filter(fits).toList();
      if (!versions.isEmpty()) {
        Map<String, Object> one = new LinkedHashMap<>();
        one.put("from", edge.depender().path());
        one.put("versions", versions);
        found.add(one);
      }
    }
    if (found.isEmpty()) {
      return false;
    }
    Map<String, Object> outdated = new LinkedHashMap<>();
    if (item.context().get("outdated") instanceof Map<?, ?> before) {
      before.forEach((name, value) -> outdated.put(String.valueOf(name), value));
    }
    outdated.put(key, found);
    item.context().put("outdated", outdated);
    return true;
  }

  /** node-semver's diff: which part of the version an update changes. */
  private static String difference(Version from, Version to) {
    boolean released = from.isPrerelease() && !to.isPrerelease();
    if (released && from.minor() == 0 && from.patch() == 0) {
      return "major";
    }
    String changed = changed(from, to);
    if (released && changed.isEmpty()) {
      return from.minor() != 0 && from.patch() == 0 ? "minor" : "patch";
    }
    return to.isPrerelease() ? "pre" + changed : changed;
  }

  private static String changed(Version from, Version to) {
    if (from.major() != to.major()) {
      return "major";
    }
    if (from.minor() != to.minor()) {
      return "minor";
    }
    return from.patch() == to.patch() ? "" : "patch";
  }
}
