package dev.jpm.cli.tree;

import dev.jpm.cli.ChosenWorkspaces;
import dev.jpm.cli.Invocation;
import dev.jpm.resolver.graph.GraphEdge;
import dev.jpm.resolver.graph.GraphNode;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Which packages of a tree the workspaces need, or the project without them. */
public final class DependencySet {
  private DependencySet() {}

  /**
   * The workspaces of these names, all that they need, and what nothing asks for inside them.
   *
   * @param withRoot whether what the project itself asks for belongs to it
   */
  public static Set<GraphNode> ofWorkspaces(
      InstalledTree tree, Collection<String> names, boolean withRoot) {
    Set<GraphNode> found = new LinkedHashSet<>();
    Deque<GraphNode> waiting = new ArrayDeque<>();
    for (GraphEdge edge : tree.graph().root().edges()) {
      GraphNode to = edge.to();
      if (to != null && (to.isWorkspace() ? names.contains(edge.name()) : withRoot)) {
        waiting.add(to);
      }
    }
    Set<GraphNode> unasked = new LinkedHashSet<>();
    while (!waiting.isEmpty()) {
      GraphNode node = waiting.remove();
      if (found.add(node)) {
        node.edges().stream().map(GraphEdge::to).forEach(to -> addIfThere(to, waiting));
        addIfThere(node.target(), waiting);
        node.children().stream().filter(child -> child.flags().extraneous()).forEach(unasked::add);
      }
    }
    found.addAll(unasked);
    return found;
  }

  private static void addIfThere(@Nullable GraphNode node, Deque<GraphNode> waiting) {
    if (node != null) {
      waiting.add(node);
    }
  }

  /**
   * The packages that {@code call} is about: those of the workspaces chosen, or with {@code
   * --no-workspaces} those that the project needs itself; null where it is about all.
   */
  public static @Nullable Set<GraphNode> of(Invocation call, InstalledTree tree, boolean withRoot) {
    if (call.settings().decision("workspaces").equals(Optional.of(false))) {
      return withoutWorkspaces(tree);
    }
    ChosenWorkspaces chosen = ChosenWorkspaces.of(call);
    return chosen.isEmpty() ? null : ofWorkspaces(tree, chosen.names(), withRoot);
  }

  /** What the project asks for, directly or not, its workspaces and itself left aside. */
  static Set<GraphNode> withoutWorkspaces(InstalledTree tree) {
    Set<GraphNode> found = new LinkedHashSet<>();
    Deque<GraphNode> waiting = new ArrayDeque<>();
    waiting.add(tree.graph().root());
    while (!waiting.isEmpty()) {
      GraphNode node = waiting.remove();
      if (found.add(node)) {
        for (GraphEdge edge : node.edges()) {
          GraphNode to = edge.to();
          if (to != null && !to.isWorkspace()) {
            waiting.add(to);
            addIfThere(to.target(), waiting);
          }
        }
      }
    }
    found.remove(tree.graph().root());
    return found;
  }
}
