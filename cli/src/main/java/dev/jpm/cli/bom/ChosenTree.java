package dev.jpm.cli.bom;

import dev.jpm.audit.bom.BomTree;
import dev.jpm.cli.ChosenWorkspaces;
import dev.jpm.cli.Invocation;
import dev.jpm.cli.query.Item;
import dev.jpm.cli.query.Query;
import dev.jpm.cli.query.ReadingOrder;
import dev.jpm.cli.query.SelectorParser;
import dev.jpm.cli.tree.InstalledTree;
import dev.jpm.model.error.ErrorCode;
import dev.jpm.model.error.JpmException;
import dev.jpm.resolver.graph.GraphNode;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.SequencedSet;
import java.util.stream.Collectors;

/** The part of a project's tree that a call is about, found with npm's own selectors. */
final class ChosenTree {
  private ChosenTree() {}

  static BomTree of(Invocation call) {
    boolean locked = call.settings().flag("package-lock-only");
    InstalledTree tree = locked ? locked(call) : InstalledTree.scanned(call);
    Query query =
        new Query(
            tree.graph(),
            tree.path().toString().replace('\\', '/'),
            locked ? ReadingOrder.LOCKFILE : ReadingOrder.DISK,
            _ -> List.of(),
            _ -> List.of());
    SequencedSet<GraphNode> nodes = new LinkedHashSet<>();
    for (Item item : query.find(SelectorParser.parse(selector(call)), tree.graph().root())) {
      if (item.node() != null) {
        nodes.add(item.node());
      }
    }
    return new BomTree(tree.graph().root(), nodes);
  }

  private static InstalledTree locked(Invocation call) {
    try {
      return InstalledTree.virtual(call);
    } catch (JpmException e) {
      if (e.code() == ErrorCode.ENOLOCK) {
        throw call.usage("A package lock or shrinkwrap file is required in package-lock-only mode");
      }
      throw e;
    }
  }

  private static String selector(Invocation call) {
    String omits =
        call.settings().list("omit").stream()
            .map(kind -> ":not(." + kind + ")")
            .collect(Collectors.joining());
    String chosen;
    ChosenWorkspaces workspaces = ChosenWorkspaces.of(call);
    if (call.settings().decision("workspaces").equals(Optional.of(false))) {
      chosen =
          ":root > :not(.workspace)%s,:root > :not(.workspace) *%s,:extraneous"
              .formatted(omits, omits);
    } else if (workspaces.isEmpty()) {
      chosen = ":root *" + omits + ",:extraneous";
    } else {
      chosen =
          workspaces.names().stream()
              .map(name -> "#%s,#%s *%s".formatted(name, name, omits))
              .collect(Collectors.joining(","));
    }
    return ":root," + chosen;
  }
}
