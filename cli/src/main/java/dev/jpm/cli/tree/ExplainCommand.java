package dev.jpm.cli.tree;

import dev.jpm.cli.Invocation;
import dev.jpm.cli.command.Command;
import dev.jpm.model.PackageName;
import dev.jpm.model.error.ErrorCode;
import dev.jpm.model.error.JpmException;
import dev.jpm.model.semver.Range;
import dev.jpm.resolver.graph.GraphNode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** {@code jpm explain}: why a package is installed. */
public final class ExplainCommand implements Command {
  @Override
  public int run(Invocation call) {
    if (call.words().isEmpty()) {
      throw call.usage("");
    }
    InstalledTree tree = InstalledTree.actual(call);
    Set<GraphNode> nodes = new LinkedHashSet<>();
    call.words().forEach(word -> nodes.addAll(meant(tree, word, call)));
    Set<GraphNode> chosen = DependencySet.of(call, tree, false);
    if (chosen != null && !chosen.isEmpty()) {
      nodes.retainAll(chosen);
    }
    if (nodes.isEmpty()) {
      throw JpmException.of(
          ErrorCode.EUSAGE, "No dependencies found matching " + String.join(", ", call.words()));
    }
    if (call.settings().flag("json")) {
      call.terminal().json(nodes.stream().map(node -> new ExplanationJson(tree).of(node)).toList());
      return 0;
    }
    Explanation explanation = new Explanation(call.terminal().onOut(), call.terminal()::print);
    boolean first = true;
    for (GraphNode node : nodes) {
      call.terminal().print(first ? "" : "\n\n");
      explanation.tell(node);
      first = false;
    }
    call.terminal().line("");
    return 0;
  }

  private static List<GraphNode> meant(InstalledTree tree, String word, Invocation call) {
    List<GraphNode> found = new ArrayList<>();
    if (PackageName.tryParse(word).isPresent()) {
      for (GraphNode node : tree.graph().nodes()) {
        if (word.equals(node.packageName())) {
          found.add(node);
        }
      }
      found.sort(Comparator.comparing(node -> !InstalledTree.isOtherFolder(node)));
      return found;
    }
    String location = word.replace('\\', '/').replaceFirst("/+$", "");
    GraphNode here = tree.graph().at(location);
    if (here == null) {
      String relative =
          tree.path().relativize(call.session().cwd().resolve(location).normalize()).toString();
      here = tree.graph().at(relative.replace('\\', '/'));
    }
    if (here != null) {
      return List.of(here);
    }
    return ofVersion(tree, word);
  }

  private static List<GraphNode> ofVersion(InstalledTree tree, String word) {
    int at = word.indexOf('@', 1);
    if (at < 0 || Range.tryParseLoose(word.substring(at + 1)).isEmpty()) {
      return List.of();
    }
    List<GraphNode> found = new ArrayList<>();
    for (GraphNode node : tree.graph().nodes()) {
      if (word.substring(0, at).equals(node.packageName())
          && PackageId.satisfies(node, word.substring(at + 1))) {
        found.add(node);
      }
    }
    return found;
  }
}
