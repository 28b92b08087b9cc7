package dev.jpm.lockfile;

import dev.jpm.model.tree.Node;
import dev.jpm.model.tree.Node.LinkNode;
import dev.jpm.model.tree.Node.PackageNode;
import dev.jpm.model.tree.Tree;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Why a lockfile does not describe the tree that package.json asks for, in npm's words.
 *
 * @param reasons one line each; empty where both agree
 */
public record Staleness(List<String> reasons) {
  public Staleness {
    reasons = List.copyOf(reasons);
  }

  /**
   * Compares the tree that a lockfile holds with the ideal tree built upon it. Folders outside
   * node_modules are read from disk for both and so always agree.
   */
  public static Staleness of(Tree virtual, Tree ideal) {
    List<String> reasons = new ArrayList<>();
    for (Node wanted : ideal.nodes().values()) {
      if (!wanted.location().isInNodeModules()) {
        continue;
      }
      Node locked = virtual.at(wanted.location());
      String id = wanted.location().folderName() + "@" + version(ideal, wanted);
      if (locked == null) {
        reasons.add("Missing: " + id + " from lock file");
      } else if (isOther(virtual, locked, ideal, wanted)) {
        String lockedId = locked.location().folderName() + "@" + version(virtual, locked);
        reasons.add("Invalid: lock file's " + lockedId + " does not satisfy " + id);
      }
    }
    return new Staleness(reasons);
  }

  public boolean isFresh() {
    return reasons.isEmpty();
  }

  /** npm's message for {@code ci}. */
  public String message() {
    return "`jpm ci` can only install packages when your package.json and package-lock.json or"
        + " npm-shrinkwrap.json are in sync. Please update your lock file with `jpm install` before"
        + " continuing.\n\n"
        + String.join("\n", reasons);
  }

  private static boolean isOther(Tree virtual, Node locked, Tree ideal, Node wanted) {
    boolean bothLinks = locked instanceof LinkNode && wanted instanceof LinkNode;
    return !bothLinks && !version(virtual, locked).equals(version(ideal, wanted));
  }

  private static String version(Tree tree, Node node) {
    PackageNode there = tree.packageAt(node.location());
    @Nullable String version = there == null ? null : there.manifest().version();
    return version == null ? "" : version;
  }
}
