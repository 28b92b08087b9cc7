package dev.jpm.runtime;

import dev.jpm.model.LocaleOrder;
import dev.jpm.model.tree.DepFlag;
import dev.jpm.model.tree.Location;
import dev.jpm.model.tree.Node;
import dev.jpm.model.tree.Node.LinkNode;
import dev.jpm.model.tree.Node.PackageNode;
import dev.jpm.model.tree.Tree;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Which packages have which scripts to run, in npm's order: shallow before deep, then by path.
 *
 * @param entries in order
 */
record BuildQueue(List<Entry> entries) {
  BuildQueue {
    entries = List.copyOf(entries);
  }

  /**
   * One package.
   *
   * @param at the place in the tree that is built: the package's own, or that of a link to it
   * @param node the package
   * @param optional whether the place may be given up
   * @param scripts by event; empty where none may run
   */
  record Entry(Location at, PackageNode node, boolean optional, Map<String, String> scripts) {}

  /** What is built of a tree: dependencies first, then what the project links to. */
  record Groups(BuildQueue packages, BuildQueue links) {}

  /**
   * The two groups among {@code places}; a package that is also linked to is built as a link only.
   *
   * @param mayRun whether the scripts of the package at a location may run
   */
  static Groups of(
      Tree tree, Collection<Location> places, Predicate<Location> mayRun, PackageFiles files) {
    Set<Location> targets = new LinkedHashSet<>();
    List<LinkNode> links = new ArrayList<>();
    List<PackageNode> packages = new ArrayList<>();
    for (Location place : places) {
      Node node = tree.at(place);
      if (node instanceof LinkNode link) {
        targets.add(link.target());
        links.add(link);
      } else if (node instanceof PackageNode here && !here.inert()) {
        packages.add(here);
      }
    }
    List<Entry> own = new ArrayList<>();
    for (PackageNode node : packages) {
      if (!targets.contains(node.location())) {
        own.add(entry(node.location(), node, node, mayRun, files));
      }
    }
    List<Entry> linked = new ArrayList<>();
    for (LinkNode link : links) {
      if (tree.at(link.target()) instanceof PackageNode target) {
        linked.add(entry(link.location(), target, link, mayRun, files));
      }
    }
    return new Groups(sorted(own, files), sorted(linked, files));
  }

  private static Entry entry(
      Location at, PackageNode node, Node placed, Predicate<Location> mayRun, PackageFiles files) {
    Map<String, String> scripts =
        mayRun.test(node.location())
            ? new LinkedHashMap<>(InstallScripts.runnable(node, files))
            : Map.of();
    return new Entry(at, node, placed.has(DepFlag.OPTIONAL), scripts);
  }

  private static BuildQueue sorted(List<Entry> entries, PackageFiles files) {
    entries.sort(
        Comparator.comparingInt((Entry entry) -> depth(entry.at()))
            .thenComparing(entry -> files.folder(entry.at()).toString(), LocaleOrder.ENGLISH));
    return new BuildQueue(entries);
  }

  private static int depth(Location location) {
    int depth = 0;
    for (String segment : location.value().split("/", -1)) {
      depth += segment.equals("node_modules") ? 1 : 0;
    }
    return depth;
  }

  List<Location> places() {
    return entries.stream().map(Entry::at).toList();
  }

  /** Those that have a script for {@code event}. */
  List<Entry> with(String event) {
    return entries.stream()
        .filter(entry -> !entry.scripts().getOrDefault(event, "").isEmpty())
        .toList();
  }

  boolean isBuiltWithNodeGyp() {
    return entries.stream()
        .flatMap(entry -> entry.scripts().entrySet().stream())
        .anyMatch(script ->
            DependencyScripts.EVENTS.contains(script.getKey())
                && script.getValue().strip().matches("node-gyp(?:\\s.*)?"));
  }
}
