package dev.jpm.linker;

import dev.jpm.model.Manifest;
import dev.jpm.model.tree.Location;
import dev.jpm.model.tree.Node;
import dev.jpm.model.tree.Node.PackageNode;
import dev.jpm.model.tree.Tree;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Which packages on disk came inside the tarball of the package that holds them, as npm tells:
 * those that it bundles by name, what they depend on as far as it lies beside them, and all inside.
 */
final class BundleMembers {
  private final Tree tree;
  private final Set<Location> members = new HashSet<>();

  private BundleMembers(Tree tree) {
    this.tree = tree;
  }

  /** The tree with members marked. */
  static Tree marked(Tree tree) {
    BundleMembers bundle = new BundleMembers(tree);
    bundle.find();
    if (bundle.members.isEmpty()) {
      return tree;
    }
    List<Node> nodes = new ArrayList<>();
    for (Node node : tree.nodes().values()) {
      boolean member = node instanceof PackageNode && bundle.members.contains(node.location());
      nodes.add(member && node instanceof PackageNode here ? bundled(here) : node);
    }
    return Tree.of(nodes);
  }

  private void find() {
    for (Location place : new TreeSet<>(tree.nodes().keySet())) {
      if (members.contains(place.isInNodeModules() ? place.holder() : Location.ROOT)) {
        members.add(place);
      }
      if (place.isInNodeModules()
          && !members.contains(place)
          && tree.at(place) instanceof PackageNode bundler) {
        addBundleOf(bundler);
      }
    }
  }

  private void addBundleOf(PackageNode bundler) {
    Deque<Location> open = new ArrayDeque<>();
    for (String name : bundler.manifest().bundleDependencies()) {
      open.add(bundler.location().child(name));
    }
    while (!open.isEmpty()) {
      Location place = open.remove();
      if (!(tree.at(place) instanceof PackageNode member) || !members.add(place)) {
        continue;
      }
      for (String name : dependenciesOf(member.manifest())) {
        Node found = tree.resolve(place, name);
        if (found != null && isDirectlyIn(found.location(), bundler.location())) {
          open.add(found.location());
        }
      }
    }
  }

  private static boolean isDirectlyIn(Location place, Location holder) {
    return place.isInNodeModules() && place.holder().equals(holder);
  }

  private static List<String> dependenciesOf(Manifest manifest) {
    List<String> names = new ArrayList<>(manifest.dependencies().keySet());
    names.addAll(manifest.optionalDependencies().keySet());
    names.addAll(manifest.peerDependencies().keySet());
    return names;
  }

  private static PackageNode bundled(PackageNode node) {
    return new PackageNode(
        node.location(), node.manifest(), null, null, node.flags(), true, node.inert());
  }
}
