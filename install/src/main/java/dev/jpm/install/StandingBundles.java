package dev.jpm.install;

import dev.jpm.model.tree.Diff;
import dev.jpm.model.tree.Location;
import dev.jpm.model.tree.Node;
import dev.jpm.model.tree.Node.PackageNode;
import dev.jpm.model.tree.Tree;
import dev.jpm.resolver.InstalledGraph;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What lies in the bundles of packages that stay on disk. npm takes it over from what was listed
 * there before, flags included, once it has worked out all others: it may say of a package that
 * only development needs it, when its bundler is needed otherwise by now, and keeps what nobody
 * needs.
 */
final class StandingBundles {
  private StandingBundles() {}

  /**
   * What is on disk, with its flags. A scan finds none; they are worked out where there are
   * bundles, as nothing else looks at them.
   */
  static Tree flagged(Loaded loaded) {
    Tree tree = loaded.actual().tree();
    ProjectFiles project = loaded.project();
    boolean known =
        loaded.actual().trusted()
            || tree.nodes().values().stream().noneMatch(StandingBundles::isInBundle);
    return known
        ? tree
        : InstalledGraph.flagged(
            tree, project.folder().toString().replace('\\', '/'), project.workspaces());
  }

  /**
   * {@code ideal} with these packages as {@code actual} lists them.
   *
   * @param isTouched what the install is about; the rest is left as it is
   * @param diff of both; only asked for where something differs
   */
  static Tree takenOver(
      Tree ideal, Tree actual, Predicate<Location> isTouched, Supplier<Diff> diff) {
    Map<Location, Node> listed = new LinkedHashMap<>();
    for (Node before : actual.nodes().values()) {
      if (isInBundle(before) && differs(before, ideal.at(before.location()))) {
        listed.put(before.location(), before);
      }
    }
    if (listed.isEmpty()) {
      return ideal;
    }
    Map<Location, Node> nodes = new LinkedHashMap<>(ideal.nodes());
    for (Node kept : diff.get().kept()) {
      Node before = listed.get(kept.location());
      if (before != null && isTouched.test(kept.location())) {
        nodes.put(kept.location(), before);
      }
    }
    return Tree.of(nodes.values());
  }

  private static boolean isInBundle(Node node) {
    return node instanceof PackageNode here && here.inBundle();
  }

  private static boolean differs(Node before, @Nullable Node wanted) {
    return wanted == null || (isInBundle(wanted) && !wanted.flags().equals(before.flags()));
  }
}
