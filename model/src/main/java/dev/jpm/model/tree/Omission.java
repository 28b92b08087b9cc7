package dev.jpm.model.tree;

import dev.jpm.model.Manifest;
import dev.jpm.model.tree.Node.LinkNode;
import java.util.Set;
import java.util.stream.Stream;

/** npm's {@code --omit}: which nodes of a tree are not wanted on disk. */
final class Omission {
  private final Tree tree;
  private final Set<Diff.Omit> kinds;

  Omission(Tree tree, Set<Diff.Omit> kinds) {
    this.tree = tree;
    this.kinds = kinds;
  }

  boolean omits(Node node) {
    return !kinds.isEmpty() && hasOmittedFlag(node) && belongsToUs(node.location());
  }

  private boolean hasOmittedFlag(Node node) {
    boolean dev = kinds.contains(Diff.Omit.DEV);
    boolean optional = kinds.contains(Diff.Omit.OPTIONAL);
    return (node.has(DepFlag.PEER) && kinds.contains(Diff.Omit.PEER))
        || (node.has(DepFlag.DEV) && dev)
        || (node.has(DepFlag.OPTIONAL) && optional)
        || (node.has(DepFlag.DEV_OPTIONAL) && dev && optional);
  }

  /** Whether the place is below the root project or a workspace, not below some other link. */
  private boolean belongsToUs(Location place) {
    Location top = place;
    while (top.isInNodeModules()) {
      top = top.holder();
    }
    return top.isRoot() || isWorkspace(top);
  }

  private boolean isWorkspace(Location top) {
    if (tree.root().manifest().field("workspaces") == null) {
      return false;
    }
    for (Node node : tree.nodes().values()) {
      if (node instanceof LinkNode link
          && link.target().equals(top)
          && link.location().holder().isRoot()
          && !isFolderDependency(link.location().folderName())) {
        return true;
      }
    }
    return false;
  }

  /** Whether the root asks for this folder by its path and not as a workspace. */
  private boolean isFolderDependency(String name) {
    Manifest root = tree.root().manifest();
    return Stream.of(root.dependencies(), root.devDependencies(), root.optionalDependencies())
        .map(section -> section.getOrDefault(name, ""))
        .anyMatch(spec -> spec.startsWith("file:") || spec.startsWith("link:"));
  }
}
