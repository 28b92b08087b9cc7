package dev.jpm.resolver;

import dev.jpm.model.Manifest;
import dev.jpm.model.tree.EdgeType;
import dev.jpm.model.tree.Location;
import dev.jpm.model.tree.Node;
import dev.jpm.model.tree.Node.LinkNode;
import dev.jpm.model.tree.Tree;
import dev.jpm.resolver.graph.Graph;
import dev.jpm.resolver.graph.GraphEdge;
import dev.jpm.resolver.graph.GraphNode;
import java.util.Set;

/**
 * The flags that a hidden lockfile lists. It does not list what the project asked for when it was
 * written, so npm cannot see that the project asks for other things by now, and where nothing moves
 * it believes them.
 */
final class ListedFlags {
  private ListedFlags() {}

  /**
   * Whether npm believes them: only where each thing that {@code project} says it depends on is the
   * edge that {@code root} has, which is not so where sections overlap or peers are left out, and
   * not where there are workspaces, which npm looks for before it knows them.
   */
  static boolean fit(GraphNode root, Manifest project) {
    for (GraphEdge edge : root.edges()) {
      if (edge.type() == EdgeType.WORKSPACE) {
        return false;
      }
    }
    Set<String> optional = project.optionalDependencies().keySet();
    return are(EdgeType.DEV, project.devDependencies().keySet(), root)
        && are(EdgeType.OPTIONAL, optional, root)
        && project.peerDependencies().keySet().stream()
            .allMatch(name -> is(peerType(project, name), name, root))
        && project.dependencies().keySet().stream()
            .allMatch(name -> optional.contains(name) || is(EdgeType.PROD, name, root));
  }

  private static EdgeType peerType(Manifest project, String name) {
    return project.isPeerOptional(name) ? EdgeType.PEER_OPTIONAL : EdgeType.PEER;
  }

  private static boolean are(EdgeType type, Set<String> names, GraphNode root) {
    return names.stream().allMatch(name -> is(type, name, root));
  }

  private static boolean is(EdgeType type, String name, GraphNode root) {
    GraphEdge edge = root.edgeNamed(name);
    return edge != null && edge.type() == type;
  }

  /** Gives the nodes of {@code graph} the flags of {@code tree}; a link has those of its target. */
  static void apply(Tree tree, Graph graph) {
    for (GraphNode node : graph.nodes()) {
      Node listed = tree.at(new Location(node.path()));
      if (listed instanceof LinkNode link) {
        listed = tree.at(link.target());
      }
      node.flags().set(listed == null ? Set.of() : listed.flags());
    }
  }
}
