package dev.jpm.install;

import dev.jpm.model.Manifest;
import dev.jpm.model.tree.Location;
import dev.jpm.model.tree.Node;
import dev.jpm.model.tree.Node.LinkNode;
import dev.jpm.model.tree.Node.PackageNode;
import dev.jpm.model.tree.Tree;
import dev.jpm.resolver.Changes;
import dev.jpm.resolver.Resolution;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The part of a tree that an install may change where the user named only some of it: what hangs
 * below the named packages, in what is there and in what should be, and what nothing asks for
 * beside it.
 */
final class Scope {
  private final Tree actual;
  private final Tree ideal;
  private final Set<Location> places = new HashSet<>();

  private Scope(Tree actual, Tree ideal) {
    this.actual = actual;
    this.ideal = ideal;
  }

  /**
   * The packages at the top of node_modules that all changes on disk are about; none where all of
   * it may change.
   *
   * @param global whether packages for all projects are installed
   */
  static List<String> named(Changes changes, boolean global, Resolution.Resolved resolved) {
    List<String> names = new ArrayList<>();
    if (global) {
      resolved.added().forEach(added -> names.add(added.name()));
      names.addAll(changes.remove());
    } else if (!changes.workspaces().isEmpty()) {
      names.addAll(changes.workspaces());
      if (changes.includeRoot()) {
        Manifest root = resolved.tree().root().manifest();
        names.addAll(root.dependencies().keySet());
        names.addAll(root.devDependencies().keySet());
        names.addAll(root.optionalDependencies().keySet());
        names.addAll(root.peerDependencies().keySet());
      }
    }
    return names;
  }

  /** All that hangs below the packages of these names in the project's node_modules. */
  static Set<Location> below(Collection<String> names, Tree actual, Tree ideal) {
    Scope scope = new Scope(actual, ideal);
    Deque<Location> waiting = new ArrayDeque<>();
    names.forEach(name -> waiting.add(Location.ROOT.child(name)));
    while (!waiting.isEmpty()) {
      Location place = waiting.remove();
      if (scope.places.add(place)) {
        scope.follow(actual, place, waiting);
        scope.follow(ideal, place, waiting);
      }
    }
    scope.addUnasked();
    return scope.places;
  }

  private void follow(Tree tree, Location place, Deque<Location> waiting) {
    switch (tree.at(place)) {
      case LinkNode link -> waiting.add(link.target());
      case PackageNode here -> {
        Manifest manifest = here.manifest();
        find(tree, here, manifest.dependencies().keySet(), waiting);
        find(tree, here, manifest.optionalDependencies().keySet(), waiting);
        find(tree, here, manifest.peerDependencies().keySet(), waiting);
        if (!place.isInNodeModules()) {
          find(tree, here, manifest.devDependencies().keySet(), waiting);
        }
      }
      case null -> {}
    }
  }

  private static void find(
      Tree tree, PackageNode from, Collection<String> names, Deque<Location> waiting) {
    for (String name : names) {
      Node found = tree.resolve(from.location(), name);
      if (found != null) {
        waiting.add(found.location());
      }
    }
  }

  /** What stands inside a package of the scope and should not is the scope's to remove. */
  private void addUnasked() {
    for (Location place : actual.nodes().keySet()) {
      boolean inside = place.isInNodeModules() && !place.holder().isRoot();
      if (inside && places.contains(place.holder()) && ideal.at(place) == null) {
        places.add(place);
      }
    }
  }
}
