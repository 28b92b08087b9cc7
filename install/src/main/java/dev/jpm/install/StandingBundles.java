package dev.jpm.install;

import dev.jpm.model.tree.Diff;
import dev.jpm.model.tree.Location;
import dev.jpm.model.tree.Node;
import dev.jpm.model.tree.Node.PackageNode;
import dev.jpm.model.tree.Tree;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;

/**
 * What lies in the bundles of packages that stay on disk. npm takes it over from what was listed
 * there before, flags included, once it has worked out all others: it may say of a package that
 * only development needs it, when its bundler is needed otherwise by now.
 */
final class StandingBundles {
  private StandingBundles() {}

  /**
   * {@code ideal} with these packages as {@code actual} lists them.
   *
   * @param diff of both; only asked for where something differs
   */
  static Tree takenOver(Tree ideal, Tree actual, Supplier<Diff> diff) {
    Map<Location, Node> listed = new HashMap<>();
    for (Node node : ideal.nodes().values()) {
      Node before = actual.at(node.location());
      if (before != null
          && isInBundle(node)
          && isInBundle(before)
          && !node.flags().equals(before.flags())) {
        listed.put(node.location(), before);
      }
    }
    if (listed.isEmpty()) {
      return ideal;
    }
    Map<Location, Node> standing = new HashMap<>();
    for (Node kept : diff.get().kept()) {
      Node before = listed.get(kept.location());
      if (before != null) {
        standing.put(kept.location(), before);
      }
    }
    return Tree.of(
        ideal.nodes().values().stream()
            .map(node -> standing.getOrDefault(node.location(), node))
            .toList());
  }

  private static boolean isInBundle(Node node) {
    return node instanceof PackageNode here && here.inBundle();
  }
}
