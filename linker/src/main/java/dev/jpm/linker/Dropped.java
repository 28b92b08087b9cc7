package dev.jpm.linker;

import dev.jpm.model.tree.Location;
import dev.jpm.model.tree.Node;
import dev.jpm.model.tree.Tree;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Packages that were taken out of an install while it ran. */
final class Dropped {
  private Dropped() {}

  /** Whether {@code place} or a folder that it lies in was dropped. */
  static boolean contains(Set<Location> dropped, Location place) {
    if (dropped.isEmpty()) {
      return false;
    }
    Location at = place;
    while (!dropped.contains(at)) {
      if (!at.isInNodeModules()) {
        return false;
      }
      at = at.holder();
    }
    return true;
  }

  /** The tree without what was dropped. */
  static Tree without(Tree tree, Set<Location> dropped) {
    if (dropped.isEmpty()) {
      return tree;
    }
    List<Node> rest = new ArrayList<>();
    for (Node node : tree.nodes().values()) {
      if (!contains(dropped, node.location())) {
        rest.add(node);
      }
    }
    return Tree.of(rest);
  }
}
