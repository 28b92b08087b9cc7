package dev.jpm.resolver;

import dev.jpm.model.tree.Node;
import dev.jpm.model.tree.Node.PackageNode;
import dev.jpm.model.tree.Tree;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Whether a lockfile holds what package.json asks for, as a clean install demands. */
public final class LockCheck {
  private LockCheck() {}

  /**
   * What an install would put elsewhere than the lockfile says, in npm's words; empty where they
   * agree. The ideal tree is one that was resolved from that lockfile without any changes.
   */
  public static List<String> problems(Tree locked, Tree ideal) {
    List<String> problems = new ArrayList<>();
    for (Node node : ideal.nodes().values()) {
      if (node.location().isRoot()) {
        continue;
      }
      PackageNode wanted = ideal.packageAt(node.location());
      PackageNode held = locked.packageAt(node.location());
      String name = node.location().folderName();
      String version = version(wanted);
      if (held == null) {
        problems.add("Missing: " + name + "@" + version + " from lock file");
      } else if (!version.equals(version(held))) {
        problems.add(
            "Invalid: lock file's "
                + name
                + "@"
                + version(held)
                + " does not satisfy "
                + name
                + "@"
                + version);
      }
    }
    return problems;
  }

  private static String version(@Nullable PackageNode node) {
    String version = node == null ? null : node.manifest().version();
    return version == null ? "" : version;
  }
}
