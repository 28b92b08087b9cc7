package dev.jpm.linker.virtual;

import dev.jpm.model.tree.Location;
import dev.jpm.model.tree.Node;
import dev.jpm.model.tree.Node.LinkNode;
import dev.jpm.model.tree.Node.PackageNode;
import dev.jpm.model.tree.Tree;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SequencedMap;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What packages are called in a package map: name and version, with a number where peers make
 * several of one version; folders outside node_modules by their path.
 */
final class MapKeys {
  static final String PROJECT = ".";

  private final Tree tree;
  private final Map<Location, String> paths;
  private final Map<Location, String> keys = new HashMap<>();
  private final SequencedMap<String, PackageNode> packages = new LinkedHashMap<>();

  private MapKeys(Tree tree, Map<Location, String> paths) {
    this.tree = tree;
    this.paths = paths;
  }

  /**
   * Those of {@code tree}.
   *
   * @param paths of entries by place
   * @param folder the address of a folder: Node.js refuses two packages in one
   */
  static MapKeys of(Tree tree, Map<Location, String> paths, Function<Location, String> folder) {
    MapKeys keys = new MapKeys(tree, paths);
    keys.nameFolders(folder);
    keys.nameEntries();
    keys.nameBundled();
    return keys;
  }

  /** All packages by what they are called, the project first. */
  SequencedMap<String, PackageNode> packages() {
    return Collections.unmodifiableSequencedMap(packages);
  }

  /** Where a package lies below the virtual store; null where it does not. */
  @Nullable String pathInStore(PackageNode node) {
    Location bundler = node.location().isInNodeModules() ? Draft.bundlerOf(tree, node) : null;
    String path = bundler == null ? null : paths.get(bundler);
    if (bundler == null || path == null) {
      return null;
    }
    String inside = node.location().value().substring(bundler.value().length());
    return path + "/node_modules/" + nameIn(path) + inside;
  }

  /** What the package may ask for, with what each name means, sorted. */
  SequencedMap<String, String> seenBy(String key, PackageNode node) {
    TreeMap<String, String> seen = new TreeMap<>();
    if (ProjectLinks.isTop(node.location())) {
      ProjectLinks.found(tree, node).forEach((name, found) -> put(seen, name, found));
    } else {
      for (String wanted : Draft.dependenciesOf(node)) {
        put(seen, wanted, tree.resolve(node.location(), wanted));
      }
    }
    String itself = ownName(node);
    if (itself != null) {
      seen.putIfAbsent(itself, key);
    }
    return seen;
  }

  private void put(Map<String, String> seen, String name, @Nullable Node found) {
    String key = found == null ? null : keyOf(found);
    if (key != null) {
      seen.put(name, key);
    }
  }

  private @Nullable String keyOf(Node node) {
    return keys.get(node instanceof LinkNode link ? link.target() : node.location());
  }

  /**
   * The name by which a package finds itself. Node.js asks the map before it looks at {@code
   * exports}. A project finds itself by them alone, as no node_modules folder holds it.
   */
  private static @Nullable String ownName(PackageNode node) {
    if (node.location().isRoot()) {
      return node.manifest().json().has("exports") ? node.manifest().name() : null;
    }
    return node.packageName();
  }

  private void nameFolders(Function<Location, String> folder) {
    keys.put(Location.ROOT, PROJECT);
    packages.put(PROJECT, tree.root());
    Map<String, String> known = new HashMap<>(Map.of(folder.apply(Location.ROOT), PROJECT));
    for (Node node : tree.nodes().values()) {
      Location place = node.location();
      if (node instanceof PackageNode here && !place.isRoot() && !place.isInNodeModules()) {
        String before = known.putIfAbsent(folder.apply(place), place.value());
        keys.put(place, before == null ? place.value() : before);
        if (before == null) {
          packages.put(place.value(), here);
        }
      }
    }
  }

  private void nameEntries() {
    TreeMap<String, Location> firsts = new TreeMap<>();
    paths.forEach((place, path) -> {
      if (tree.at(place) instanceof PackageNode) {
        firsts.merge(path, place, (one, other) -> one.compareTo(other) <= 0 ? one : other);
      }
    });
    Map<String, String> named = new HashMap<>();
    firsts.forEach((path, place) -> {
      String plain = nameIn(path) + "@" + versionIn(path);
      String key = plain;
      for (int more = 2; packages.containsKey(key); more++) {
        key = plain + "+" + more;
      }
      named.put(path, key);
      if (tree.at(place) instanceof PackageNode here) {
        packages.put(key, here);
      }
    });
    paths.forEach((place, path) -> {
      String key = named.get(path);
      if (key != null) {
        keys.put(place, key);
      }
    });
  }

  /** What came in a tarball lies below the package whose tarball that was. */
  private void nameBundled() {
    for (Node node : tree.nodes().values()) {
      if (node instanceof PackageNode here && here.inBundle()) {
        Location bundler = Draft.bundlerOf(tree, here);
        String key = bundler.equals(here.location()) ? null : keys.get(bundler);
        if (key != null) {
          String own = key + here.location().value().substring(bundler.value().length());
          keys.put(here.location(), own);
          packages.putIfAbsent(own, here);
        }
      }
    }
  }

  private static String nameIn(String path) {
    return path.substring(0, path.lastIndexOf('/', path.lastIndexOf('/') - 1));
  }

  private static String versionIn(String path) {
    int end = path.lastIndexOf('/');
    return path.substring(path.lastIndexOf('/', end - 1) + 1, end);
  }
}
