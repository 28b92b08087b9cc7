package dev.jpm.resolver;

import dev.jpm.model.tree.Location;
import dev.jpm.model.tree.Tree;
import dev.jpm.resolver.graph.DepSets;
import dev.jpm.resolver.graph.Graph;
import dev.jpm.resolver.graph.GraphNode;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Tells what goes with an optional package that turns out not to work here: up to the first
 * optional dependency all that needs it, and what only those need. Worked out when the first fails,
 * because mostly none does; safe for threads.
 */
public final class OptionalSets {
  private final Tree tree;
  private final String projectPath;
  private final Map<String, String> workspaces;
  private @Nullable Graph graph;

  /**
   * For the packages of {@code tree}.
   *
   * @param projectPath the absolute path of the project
   * @param workspaces folders of the project's workspaces by package name, relative to the project
   */
  public OptionalSets(Tree tree, String projectPath, Map<String, String> workspaces) {
    this.tree = tree;
    this.projectPath = projectPath.replace('\\', '/');
    this.workspaces = workspaces;
  }

  /** The places that go with the package at {@code failed}, its own among them. */
  public synchronized Set<Location> of(Location failed) {
    Graph known = graph;
    if (known == null) {
      known = InstalledGraph.of(tree, projectPath, workspaces, false);
      graph = known;
    }
    Set<Location> places = new LinkedHashSet<>();
    places.add(failed);
    GraphNode node = known.at(failed.value());
    if (node != null && node.flags().optional()) {
      for (GraphNode member : DepSets.optionalSet(node)) {
        if (!member.isProjectRoot()) {
          places.add(new Location(member.path()));
        }
      }
    }
    return places;
  }
}
