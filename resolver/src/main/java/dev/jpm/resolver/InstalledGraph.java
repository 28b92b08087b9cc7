package dev.jpm.resolver;

import dev.jpm.model.tree.Tree;
import dev.jpm.resolver.graph.FlagCalculator;
import dev.jpm.resolver.graph.Graph;
import dev.jpm.resolver.graph.GraphNode;
import dev.jpm.resolver.graph.Nodes;
import dev.jpm.resolver.graph.Specs;
import java.util.Map;

/**
 * The dependencies in a tree at rest: who asks for what, what is found there, whether it will do.
 */
public final class InstalledGraph {
  private InstalledGraph() {}

  /** {@code tree} with its flags worked out anew; parameters as for {@link #of}. */
  public static Tree flagged(Tree tree, String projectPath, Map<String, String> workspaces) {
    return Freezer.freeze(of(tree, projectPath, workspaces, false));
  }

  /**
   * The graph of {@code tree} with its flags worked out anew.
   *
   * @param projectPath the absolute path of the project, {@code /} between segments
   * @param workspaces folders of the project's workspaces by package name, relative to the project
   * @param global whether the tree is the global folder, whose packages nobody asks for
   */
  public static Graph of(
      Tree tree, String projectPath, Map<String, String> workspaces, boolean global) {
    Nodes nodes = new Nodes(new Specs(projectPath, false, global), false);
    String folder = projectPath.substring(projectPath.lastIndexOf('/') + 1);
    GraphNode root = nodes.root(folder.isEmpty() ? "root" : folder, tree.root().manifest());
    root.loadWorkspaces(workspaces);
    new TreeLoader(nodes, root, _ -> null).load(tree);
    FlagCalculator.calculate(root.graph());
    return root.graph();
  }
}
