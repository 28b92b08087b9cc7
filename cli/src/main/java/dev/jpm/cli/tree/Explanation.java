package dev.jpm.cli.tree;

import dev.jpm.cli.terminal.Palette;
import dev.jpm.model.tree.EdgeType;
import dev.jpm.resolver.graph.GraphEdge;
import dev.jpm.resolver.graph.GraphNode;
import dev.jpm.resolver.graph.Shipped;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Tells who asks for a package, up to the project itself, as npm's explain does. */
final class Explanation {
  private final Palette colors;
  private final Set<GraphNode> path = new HashSet<>();

  Explanation(Palette colors) {
    this.colors = colors;
  }

  String of(GraphNode node) {
    path.add(node);
    String text = printed(node, marks(node)) + dependents(node) + linksIn(node);
    path.remove(node);
    return text;
  }

  private List<String> marks(GraphNode node) {
    List<String> marks = new ArrayList<>();
    if (node.flags().extraneous()) {
      marks.add(colors.red("extraneous"));
      return marks;
    }
    if (node.flags().dev()) {
      marks.add(colors.blue("dev"));
    }
    if (node.flags().optional()) {
      marks.add(colors.magenta("optional"));
    }
    if (node.flags().peer()) {
      marks.add(colors.magenta("peer"));
    }
    if (Shipped.inBundle(node)) {
      marks.add(colors.underline(colors.cyan("bundled")));
    }
    if (node.isOverridden()) {
      marks.add(colors.dim("overridden"));
    }
    return marks;
  }

  private String printed(GraphNode node, List<String> marks) {
    String name = node.isTop() ? packageName(node) : node.name();
    String id = name + "@" + node.versionText();
    StringBuilder text = new StringBuilder(node.isWorkspace() ? colors.blue(id) : id);
    marks.forEach(mark -> text.append(' ').append(mark));
    return text.append(colors.dim("\n" + node.path())).toString();
  }

  private static String packageName(GraphNode node) {
    String name = node.packageName();
    return name == null ? node.name() : name;
  }

  private String dependents(GraphNode node) {
    List<String> messages = new ArrayList<>();
    InstalledTree.holders(node).forEach(edge -> messages.add(edge(edge)));
    return indented(messages);
  }

  private String linksIn(GraphNode node) {
    return indented(node.linksIn().stream().map(this::nested).toList());
  }

  private static String indented(List<String> messages) {
    return messages.isEmpty() ? "" : ("\n" + String.join("\n", messages)).replace("\n", "\n  ");
  }

  private String edge(GraphEdge edge) {
    String dep =
        edge.type() == EdgeType.WORKSPACE
            ? colors.bold(edge.spec().substring("file:".length()))
            : edge.name() + "@\"" + edge.spec() + "\"";
    if (edge.isOverridden()) {
      dep = colors.dim("overridden") + " " + dep + " (was \"" + edge.rawSpec() + "\")";
    }
    return type(edge.type())
        + (edge.isBundled() ? colors.underline(colors.cyan("bundled")) + " " : "")
        + dep
        + " from "
        + from(edge.depender());
  }

  private String type(EdgeType type) {
    return switch (type) {
      case PROD -> "";
      case DEV -> colors.blue("dev") + " ";
      case OPTIONAL -> colors.magenta("optional") + " ";
      case PEER -> colors.magenta("peer") + " ";
      case PEER_OPTIONAL -> "peerOptional ";
      case WORKSPACE -> colors.blue("workspace") + " ";
    };
  }

  private String from(GraphNode depender) {
    return depender.isProjectRoot() ? "the root project" : nested(depender);
  }

  /** A package on the way up; one that is being told already is only named. */
  private String nested(GraphNode node) {
    String name = printed(node, List.of());
    if (!path.add(node)) {
      return packageName(node) + "@" + node.versionText();
    }
    String text = name + dependents(node) + linksIn(node);
    path.remove(node);
    return text;
  }
}
