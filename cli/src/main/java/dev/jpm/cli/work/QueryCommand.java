package dev.jpm.cli.work;

import dev.jpm.cli.ChosenWorkspaces;
import dev.jpm.cli.Invocation;
import dev.jpm.cli.command.Command;
import dev.jpm.cli.query.Item;
import dev.jpm.cli.query.ItemJson;
import dev.jpm.cli.query.Query;
import dev.jpm.cli.query.ReadingOrder;
import dev.jpm.cli.query.Selector;
import dev.jpm.cli.query.SelectorParser;
import dev.jpm.cli.terminal.Level;
import dev.jpm.cli.tree.InstalledTree;
import dev.jpm.config.OptionValue.Flag;
import dev.jpm.install.Auditing;
import dev.jpm.model.error.ErrorCode;
import dev.jpm.model.error.JpmException;
import dev.jpm.resolver.graph.GraphNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** {@code query}: what of the tree fits a selector, as JSON. */
public final class QueryCommand implements Command {
  @Override
  public int run(Invocation given) {
    Invocation call = given.with(given.settings().with("json", Flag.YES));
    call.terminal().answersInJson();
    Selector selector = SelectorParser.parse(call.words().isEmpty() ? "" : call.words().getFirst());
    InstalledTree tree = tree(call);
    String path = tree.path().toString().replace('\\', '/');
    boolean locked = call.settings().flag("package-lock-only");
    ReadingOrder order = locked ? ReadingOrder.LOCKFILE : ReadingOrder.DISK;
    ItemJson form = new ItemJson(path, order);
    List<Map<String, @Nullable Object>> found = new ArrayList<>();
    try (Work work = Work.of(call)) {
      PublishedVersions versions = new PublishedVersions(work.bench(), call.terminal());
      Query query =
          new Query(tree.graph(), path, order, versions::of, Auditing.source(work.bench()));
      Set<String> seen = new HashSet<>();
      for (GraphNode scope : scopes(call, tree)) {
        for (Item item : query.find(selector, scope)) {
          Map<String, @Nullable Object> json = form.of(item);
          Object location = json.get("location");
          if (location == null || location.equals("") || seen.add(String.valueOf(location))) {
            found.add(json);
          }
        }
      }
      work.quiet();
    }
    call.terminal().json(found);
    return asExpected(call, found.size());
  }

  private static InstalledTree tree(Invocation call) {
    if (!call.settings().flag("package-lock-only")) {
      return InstalledTree.scanned(call);
    }
    try {
      return InstalledTree.virtual(call);
    } catch (JpmException e) {
      if (e.code() == ErrorCode.ENOLOCK) {
        throw call.usage("A package lock or shrinkwrap file is required in package-lock-only mode");
      }
      throw e;
    }
  }

  /** The project, or each of the workspaces chosen. */
  private static List<GraphNode> scopes(Invocation call, InstalledTree tree) {
    ChosenWorkspaces chosen = ChosenWorkspaces.of(call).withRoot(call);
    if (chosen.isEmpty()) {
      return List.of(tree.graph().root());
    }
    List<GraphNode> scopes = new ArrayList<>();
    for (Path folder : chosen.folders().values()) {
      String path = tree.path().relativize(folder).toString().replace('\\', '/');
      GraphNode node = tree.graph().at(path);
      if (node != null) {
        scopes.add(node);
      }
    }
    return scopes;
  }

  private static int asExpected(Invocation call, int count) {
    if (!call.settings().isDefault("expect-results")) {
      boolean expected = call.settings().flag("expect-results");
      return warned(call, expected == count > 0, expected ? "results" : "no results", count);
    }
    if (!call.settings().isDefault("expect-result-count")) {
      int expected = call.settings().count("expect-result-count");
      String results = expected + (expected == 1 ? " result" : " results");
      return warned(call, expected == count, results, count);
    }
    return 0;
  }

  private static int warned(Invocation call, boolean fits, String expected, int count) {
    if (!fits) {
      call.terminal().log(Level.WARN, "query", "Expected " + expected + ", got " + count);
    }
    return fits ? 0 : 1;
  }
}
