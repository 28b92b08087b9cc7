package dev.jpm.model.tree;

import dev.jpm.model.tree.Diff.Change;
import dev.jpm.model.tree.Diff.Change.Add;
import dev.jpm.model.tree.Diff.Change.Remove;
import dev.jpm.model.tree.Diff.Change.Replace;
import dev.jpm.model.tree.Node.LinkNode;
import dev.jpm.model.tree.Node.PackageNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** One comparison of two trees. Works by location, parents first, so that no walk is recursive. */
final class DiffCalculation {
  private final Tree actual;
  private final Tree ideal;
  private final Diff.Options options;
  private final Omission omission;

  private final List<Change> changes = new ArrayList<>();
  private final List<Node> kept = new ArrayList<>();
  private final List<PackageNode> bundled = new ArrayList<>();

  /** Ideal locations that are not to be on disk, and so neither is anything inside them. */
  private final Set<Location> leftOut = new HashSet<>();

  /** Packages that are added or replaced: their bundled packages come with them. */
  private final Set<Location> renewed = new HashSet<>();

  /** What stands at a location in the end where that is not the ideal node itself. */
  private final Map<Location, Node> stays = new HashMap<>();

  private int added;
  private int removed;
  private int changed;

  DiffCalculation(Tree actual, Tree ideal, Diff.Options options) {
    this.actual = actual;
    this.ideal = ideal;
    this.options = options;
    this.omission = new Omission(ideal, options.omit());
  }

  Diff run() {
    TreeSet<Location> places = new TreeSet<>(ideal.nodes().keySet());
    places.addAll(actual.nodes().keySet());
    for (Location place : places) {
      if (place.isInNodeModules() && !isOutside(place)) {
        visit(place);
      }
    }
    return new Diff(changes, kept, bundled, result(), new Diff.Counts(added, removed, changed));
  }

  private void visit(Location place) {
    Node before = actual.at(place);
    if (!options.isInScope(place)) {
      leaveAsItIs(place, before);
      return;
    }
    Node wanted = wantedAt(place);
    if (before == null) {
      if (wanted != null) {
        add(wanted);
      }
    } else if (wanted == null) {
      removeUnlessBundledAbove(before);
    } else {
      compare(before, wanted);
    }
  }

  private void leaveAsItIs(Location place, @Nullable Node before) {
    if (before == null) {
      leftOut.add(place);
    } else {
      kept.add(before);
      stays.put(place, before);
    }
  }

  private @Nullable Node wantedAt(Location place) {
    Node node = ideal.at(place);
    if (node == null) {
      return null;
    }
    boolean inert = node instanceof PackageNode here && here.inert();
    if (inert || omission.omits(node) || leftOut.contains(place.holder())) {
      leftOut.add(place);
      return null;
    }
    return node;
  }

  private void add(Node wanted) {
    if (wanted instanceof PackageNode here && here.inBundle()) {
      bundled.add(here);
      return;
    }
    added++;
    renewed.add(wanted.location());
    changes.add(new Add(wanted));
  }

  private void removeUnlessBundledAbove(Node before) {
    if (before instanceof PackageNode here && here.inBundle() && bundlerStays(here.location())) {
      kept.add(before);
      stays.put(before.location(), before);
      return;
    }
    removed++;
    changes.add(new Remove(before));
  }

  /** Whether the package that brought this one stands untouched; its contents are its own. */
  private boolean bundlerStays(Location place) {
    Location above = bundlerOf(place, actual);
    return ideal.at(above) instanceof PackageNode bundler
        && !renewed.contains(above)
        && !leftOut.contains(above)
        && !bundler.manifest().bundleDependencies().isEmpty();
  }

  private void compare(Node before, Node wanted) {
    boolean same = Diff.isSame(before, wanted);
    if (wanted instanceof PackageNode here && here.inBundle()) {
      compareBundled(before, here, same);
    } else if (same && options.binsInPlace().test(wanted)) {
      kept.add(wanted);
    } else {
      changed++;
      renewed.add(wanted.location());
      changes.add(new Replace(before, wanted));
    }
  }

  private void compareBundled(Node before, PackageNode wanted, boolean same) {
    if (renewed.contains(bundlerOf(wanted.location(), ideal))) {
      changed += same ? 0 : 1;
      bundled.add(wanted);
    } else {
      // Whatever the tarball brought is used, though the lockfile may expect something else.
      kept.add(same ? wanted : before);
      if (!same) {
        stays.put(wanted.location(), before);
      }
    }
  }

  /** The nearest package above that is no bundled one itself. */
  private static Location bundlerOf(Location place, Tree tree) {
    Location above = place.holder();
    while (above.isInNodeModules()
        && tree.at(above) instanceof PackageNode here
        && here.inBundle()) {
      above = above.holder();
    }
    return above;
  }

  private Tree result() {
    Map<Location, Node> nodes = new LinkedHashMap<>(ideal.nodes().size() * 2);
    Set<Location> unlinked = options.scope() == null ? Set.of() : unlinked();
    for (Node node : ideal.nodes().values()) {
      if (!leftOut.contains(node.location()) && !unlinked.contains(node.location())) {
        nodes.put(node.location(), node);
      }
    }
    nodes.putAll(stays);
    for (Node node : stays.values()) {
      if (node instanceof LinkNode link && actual.at(link.target()) instanceof PackageNode target) {
        nodes.putIfAbsent(target.location(), target);
      }
    }
    return Tree.of(nodes.values());
  }

  /**
   * Folders that links lead to, all of which are left out. npm forgets them only where some of the
   * tree alone may change.
   */
  private Set<Location> unlinked() {
    Set<Location> unlinked = new HashSet<>();
    Set<Location> linked = new HashSet<>();
    for (Node node : ideal.nodes().values()) {
      if (node instanceof LinkNode link) {
        (leftOut.contains(link.location()) ? unlinked : linked).add(link.target());
      }
    }
    unlinked.removeAll(linked);
    return unlinked;
  }

  private static boolean isOutside(Location place) {
    String path = place.value();
    return path.startsWith("../") || path.startsWith("/") || path.indexOf(':') == 1;
  }
}
