package dev.jpm.linker.virtual;

import dev.jpm.model.PackageName;
import dev.jpm.model.tree.Location;
import dev.jpm.model.tree.Node;
import dev.jpm.model.tree.Node.LinkNode;
import dev.jpm.model.tree.Node.PackageNode;
import dev.jpm.model.tree.Tree;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * A package at one place of a tree with its links, before it has an identity. A dependency goes
 * beside the package, where whatever came in its tarball finds it too; one that the tree keeps
 * inside a package with a bundle, and one of the package's own name, goes inside.
 *
 * @param links by their path in node_modules, sorted
 */
record Draft(
    PackageNode node, String name, List<PackageNode> bundled, SequencedMap<String, Target> links) {

  static Draft of(Tree tree, PackageNode node, List<PackageNode> bundled) {
    String name = nameOf(node);
    TreeMap<String, Target> links = new TreeMap<>();
    List<PackageNode> members = new ArrayList<>(bundled);
    members.add(node);
    Set<Location> own = new HashSet<>();
    members.forEach(member -> own.add(member.location()));
    for (PackageNode member : members) {
      for (String wanted : dependenciesOf(member)) {
        Node found = tree.resolve(member.location(), wanted);
        if (found != null && !own.contains(found.location())) {
          links.putIfAbsent(
              key(node, name, !bundled.isEmpty(), wanted, found), target(tree, found));
        }
      }
    }
    return new Draft(node, name, bundled, new LinkedHashMap<>(links));
  }

  /** The name that the package's folder has, by which it finds itself. */
  private static String nameOf(PackageNode node) {
    return PackageName.tryParse(node.packageName())
        .orElseGet(() -> PackageName.parse(node.location().folderName()))
        .value();
  }

  static TreeSet<String> dependenciesOf(PackageNode node) {
    TreeSet<String> names = new TreeSet<>(node.manifest().dependencies().keySet());
    names.addAll(node.manifest().optionalDependencies().keySet());
    names.addAll(node.manifest().peerDependencies().keySet());
    return names;
  }

  private static String key(
      PackageNode node, String name, boolean bundler, String wanted, Node found) {
    String folder = node.location().value() + "/";
    String place = found.location().value();
    if (bundler && place.startsWith(folder)) {
      return name + "/" + place.substring(folder.length());
    }
    return wanted.equals(name) ? name + "/node_modules/" + wanted : wanted;
  }

  /** What a link to {@code found} leads to. */
  static Target target(Tree tree, Node found) {
    return switch (found) {
      case LinkNode link -> new Target.Folder(link.target());
      case PackageNode here -> {
        Location bundler = bundlerOf(tree, here);
        yield bundler.equals(here.location())
            ? new Target.Stored(here.location(), "")
            : new Target.Stored(
                bundler, here.location().value().substring(bundler.value().length() + 1));
      }
    };
  }

  /** The package whose tarball brings {@code node}; its own place where it comes alone. */
  static Location bundlerOf(Tree tree, PackageNode node) {
    if (!node.inBundle()) {
      return node.location();
    }
    Location at = node.location().holder();
    while (at.isInNodeModules()) {
      if (tree.at(at) instanceof PackageNode here && !here.inBundle()) {
        return at;
      }
      at = at.holder();
    }
    return node.location();
  }
}
