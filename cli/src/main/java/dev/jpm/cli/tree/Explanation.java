package dev.jpm.cli.tree;

import dev.jpm.cli.terminal.Palette;
import dev.jpm.model.tree.EdgeType;
import dev.jpm.resolver.graph.GraphEdge;
import dev.jpm.resolver.graph.GraphNode;
import dev.jpm.resolver.graph.Shipped;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Tells who asks for a package, up to the project itself, as npm's explain does. */
final class Explanation {
  private final Palette colors;
  private final Consumer<CharSequence> out;
  private final ToldOnce told = new ToldOnce();
  private final StringBuilder indentation = new StringBuilder();

  /** Writes to {@code out} piece by piece: of a long chain there is more than one string holds. */
  Explanation(Palette colors, Consumer<CharSequence> out) {
    this.colors = colors;
    this.out = out;
  }

  void tell(GraphNode node) {
    told.begin(node);
    write(printed(node, marks(node)));
    above(node);
    told.end(node);
  }

  private void write(String text) {
    out.accept(text.replace("\n", "\n" + indentation));
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

  /** Everything that leads to {@code node}, each way on lines of its own. */
  private void above(GraphNode node) {
    indentation.append("  ");
    for (GraphEdge edge : InstalledTree.holders(node)) {
      write("\n" + edge(edge));
      from(edge.depender());
    }
    for (GraphNode link : node.linksIn()) {
      write("\n");
      nested(link);
    }
    indentation.setLength(indentation.length() - 2);
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
        + " from ";
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

  private void from(GraphNode depender) {
    if (depender.isProjectRoot()) {
      write("the root project");
    } else {
      nested(depender);
    }
  }

  /** A package on the way up; one that is being told already is only named. */
  private void nested(GraphNode node) {
    if (told.begin(node)) {
      write(printed(node, List.of()));
      above(node);
      told.end(node);
    } else {
      write(packageName(node) + "@" + node.versionText());
    }
  }
}
