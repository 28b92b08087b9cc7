package dev.jpm.linker.virtual;

import dev.jpm.model.Order;
import dev.jpm.model.semver.Version;
import dev.jpm.model.tree.DepFlag;
import dev.jpm.model.tree.Location;
import dev.jpm.model.tree.Node;
import dev.jpm.model.tree.Node.PackageNode;
import dev.jpm.model.tree.Tree;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;

/** The entries that a tree's packages are in an isolated layout. Pure and immutable. */
public final class VirtualTree {
  private final Tree tree;
  private final SequencedMap<String, Entry> entries;
  private final Map<Location, Entry> byPlace;

  private VirtualTree(
      Tree tree, SequencedMap<String, Entry> entries, Map<Location, Entry> byPlace) {
    this.tree = tree;
    this.entries = entries;
    this.byPlace = byPlace;
  }

  /** Those of {@code tree}, which holds what is to be on disk and nothing else. */
  public static VirtualTree of(Tree tree, Naming naming) {
    Map<Location, Draft> drafts = drafts(tree);
    Identities identities = Identities.of(drafts, naming);
    SequencedMap<String, List<Draft>> equal = new LinkedHashMap<>();
    for (Location place : identities.order()) {
      Draft draft = drafts.get(place);
      if (draft != null) {
        String path = draft.name() + "/" + version(draft.node()) + "/" + identities.hash(place);
        equal.computeIfAbsent(path, any -> new ArrayList<>()).add(draft);
      }
    }
    SequencedMap<String, Entry> entries = new LinkedHashMap<>();
    Map<Location, Entry> byPlace = new HashMap<>();
    equal.forEach((path, same) -> {
      Entry entry = entry(path, same, naming);
      entries.put(path, entry);
      entry.places().forEach(place -> byPlace.put(place, entry));
    });
    return new VirtualTree(tree, entries, byPlace);
  }

  /** Whether these are the entries of {@code other} too, named in the same way. */
  public boolean isOf(Tree other) {
    if (tree.nodes().size() != other.nodes().size()) {
      return false;
    }
    for (Node node : tree.nodes().values()) {
      if (!node.equals(other.at(node.location()))) {
        return false;
      }
    }
    return true;
  }

  /** All of them, dependencies before those that need them, cycles aside. */
  public Collection<Entry> entries() {
    return Collections.unmodifiableCollection(entries.values());
  }

  /** The entry of the package at {@code place}; null where none is, or it came with another. */
  public @Nullable Entry at(Location place) {
    return byPlace.get(place);
  }

  /** The paths of entries by place. */
  public Map<Location, String> paths() {
    Map<Location, String> paths = new LinkedHashMap<>();
    for (Entry entry : entries.values()) {
      entry.places().forEach(place -> paths.put(place, entry.path()));
    }
    return paths;
  }

  private static Map<Location, Draft> drafts(Tree tree) {
    Map<Location, List<PackageNode>> bundled = new HashMap<>();
    List<PackageNode> alone = new ArrayList<>();
    for (Node node : tree.nodes().values()) {
      if (node instanceof PackageNode here && isOurs(here.location())) {
        Location bundler = Draft.bundlerOf(tree, here);
        if (bundler.equals(here.location())) {
          alone.add(here);
        } else {
          bundled.computeIfAbsent(bundler, any -> new ArrayList<>()).add(here);
        }
      }
    }
    Map<Location, Draft> drafts = new LinkedHashMap<>();
    for (PackageNode node : alone) {
      List<PackageNode> members = bundled.getOrDefault(node.location(), new ArrayList<>());
      members.sort(Order.by(PackageNode::location));
      drafts.put(node.location(), Draft.of(tree, node, members));
    }
    return drafts;
  }

  /** What is not below the project is somebody else's. */
  private static boolean isOurs(Location place) {
    String path = place.value();
    return place.isInNodeModules()
        && !path.startsWith("../")
        && !path.startsWith("/")
        && path.indexOf(':') != 1;
  }

  private static Entry entry(String path, List<Draft> same, Naming naming) {
    List<Draft> sorted = new ArrayList<>(same);
    sorted.sort(
        Order.then(
            Order.by((Draft draft) -> draft.node().has(DepFlag.OPTIONAL)),
            Order.by(draft -> draft.node().location())));
    Draft first = sorted.getFirst();
    return new Entry(
        path,
        first.name(),
        sorted.stream().map(Draft::node).toList(),
        first.links(),
        first.bundled(),
        naming.built().test(first.node()));
  }

  /** Part of a path, so nothing but a version will do. */
  private static String version(PackageNode node) {
    String version = node.manifest().version();
    return version != null && Version.tryParse(version).isPresent() ? version : "0";
  }
}
