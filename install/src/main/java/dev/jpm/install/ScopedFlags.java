package dev.jpm.install;

import dev.jpm.model.tree.DepFlag;
import dev.jpm.model.tree.Location;
import dev.jpm.model.tree.Node;
import dev.jpm.model.tree.Node.PackageNode;
import dev.jpm.model.tree.Tree;
import dev.jpm.resolver.InstalledGraph;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The flags of what lies on disk after an install that was about some packages alone. The hidden
 * lockfile lists what was left alone as well, and npm works its flags out anew, by what the project
 * asks for now; those of all others it only takes away.
 */
final class ScopedFlags {
  private ScopedFlags() {}

  /** {@code result} with them. What is equal to what {@code ideal} has counts as taken from it. */
  static Tree of(Tree result, Tree ideal, ProjectFiles project) {
    Map<Location, Node> nodes = new LinkedHashMap<>(result.nodes());
    nodes.put(Location.ROOT, ideal.root());
    String path = project.folder().toString().replace('\\', '/');
    Tree anew = InstalledGraph.flagged(Tree.of(nodes.values()), path, project.workspaces());
    nodes.replaceAll((place, node) -> flagged(node, anew.at(place), node.equals(ideal.at(place))));
    return Tree.of(nodes.values());
  }

  private static Node flagged(Node node, @Nullable Node anew, boolean isIdeal) {
    if (!(node instanceof PackageNode here) || anew == null) {
      return node;
    }
    Set<DepFlag> flags = EnumSet.noneOf(DepFlag.class);
    flags.addAll(anew.flags());
    if (isIdeal) {
      flags.retainAll(here.flags());
    }
    return flags.equals(here.flags()) ? node : here.withFlags(flags);
  }
}
