package dev.jpm.cli.tree;

import dev.jpm.cli.Invocation;
import dev.jpm.resolver.graph.GraphEdge;
import dev.jpm.resolver.graph.GraphNode;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The dependencies that {@code outdated} looks at. */
public final class TreeEdges {
  private TreeEdges() {}

  /**
   * Those that lead to the packages named; else those of the project and its workspaces, and with
   * {@code --all} those of every package.
   */
  public static List<GraphEdge> of(Invocation call, InstalledTree tree) {
    Set<GraphEdge> edges = new LinkedHashSet<>();
    boolean withRoot = call.settings().flag("include-workspace-root");
    Set<GraphNode> chosen = DependencySet.of(call, tree, withRoot);
    if (!call.words().isEmpty()) {
      for (String name : call.words()) {
        tree.graph().named(name).forEach(node -> edges.addAll(node.edgesIn()));
      }
      return filtered(edges, chosen);
    }
    if (call.settings().flag("all") || tree.global()) {
      tree.graph().nodes().forEach(node -> edges.addAll(node.edges()));
    }
    GraphNode root = tree.graph().root();
    edges.addAll(root.edges());
    for (GraphEdge edge : root.edges()) {
      GraphNode to = edge.to();
      GraphNode target = to == null ? null : to.target();
      if (to != null && to.isWorkspace() && target != null) {
        edges.addAll(target.edges());
      }
    }
    return filtered(edges, chosen);
  }

  private static List<GraphEdge> filtered(
      Collection<GraphEdge> edges, @Nullable Set<GraphNode> chosen) {
    List<GraphEdge> kept = new ArrayList<>(edges);
    if (chosen != null && !chosen.isEmpty()) {
      kept.removeIf(edge -> !chosen.contains(edge.depender()));
    }
    return kept;
  }
}
