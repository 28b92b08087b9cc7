package dev.jpm.cli.tree;

import dev.jpm.cli.Invocation;
import dev.jpm.cli.command.Command;
import dev.jpm.cli.tree.TreeDrawing.Branch;
import dev.jpm.cli.tree.TreeList.Listing;
import dev.jpm.cli.tree.TreeList.Wish;
import dev.jpm.config.OptionValue.Nothing;
import dev.jpm.config.OptionValue.Num;
import dev.jpm.config.Settings;
import dev.jpm.model.error.ErrorCode;
import dev.jpm.model.error.JpmException;
import dev.jpm.resolver.graph.GraphNode;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** {@code jpm ls} and {@code jpm ll}: what is installed, as a tree, as JSON or as paths. */
public final class LsCommand implements Command {
  private final boolean alwaysLong;

  public LsCommand(boolean alwaysLong) {
    this.alwaysLong = alwaysLong;
  }

  @Override
  public int run(Invocation call) {
    Settings settings = call.settings();
    InstalledTree tree =
        settings.flag("package-lock-only")
            ? InstalledTree.virtual(call)
            : InstalledTree.actual(call);
    Listing listing = TreeList.of(tree, wish(call, tree));
    boolean longer = alwaysLong || settings.flag("long");
    if (settings.flag("json")) {
      call.terminal().json(new LsJson(tree, longer).of(listing));
    } else if (settings.flag("parseable")) {
      call.terminal().line(new LsLines(tree, longer).parseable(listing));
    } else {
      Branch drawing = new LsLines(tree, longer).branch(listing.root(), call);
      Branch shown =
          drawing.branches().isEmpty()
              ? new Branch(drawing.label(), List.of(new Branch("(empty)", List.of())))
              : drawing;
      call.terminal().line(TreeDrawing.of(shown, call.terminal().unicode()));
    }
    tellProblems(listing);
    return !call.words().isEmpty() && !listing.root().included ? 1 : 0;
  }

  private static void tellProblems(Listing listing) {
    List<String> problems = listing.problems();
    if (problems.stream().anyMatch(problem -> !problem.startsWith("extraneous:"))) {
      throw JpmException.of(ErrorCode.ELSPROBLEMS, String.join("\n", problems));
    }
  }

  private static Wish wish(Invocation call, InstalledTree tree) {
    Settings settings = call.settings();
    boolean deep = settings.flag("all") || !call.words().isEmpty();
    boolean unset = settings.value("depth") == Nothing.NOTHING;
    double depth = settings.value("depth") instanceof Num(double number) ? number : 0;
    return new Wish(
        unset && deep ? Double.POSITIVE_INFINITY : depth,
        call.words(),
        new HashSet<>(settings.list("omit")),
        settings.flag("link"),
        settings.decision("workspaces").orElse(true),
        workspaces(call, tree),
        settings.flag("include-workspace-root"));
  }

  /** The names of the workspaces chosen by name or by folder. */
  static Set<String> workspaces(Invocation call, InstalledTree tree) {
    Set<String> names = new HashSet<>();
    if (call.project().workspace().isPresent() && call.settings().isDefault("workspace")) {
      return names; // npm's ls ignores that it stands in a workspace.
    }
    for (String chosen : call.settings().list("workspace")) {
      String folder = call.session().cwd().resolve(chosen).normalize().toString();
      for (GraphNode node : tree.graph().nodes()) {
        String path = tree.path().resolve(node.path()).normalize().toString();
        boolean named = node.name().equals(chosen) || path.equals(folder);
        boolean below = path.startsWith(folder + "/");
        if (node.isWorkspace() && (named || below)) {
          String name = node.packageName();
          names.add(name == null ? node.name() : name);
        }
      }
    }
    if (names.isEmpty() && !call.settings().list("workspace").isEmpty()) {
      throw JpmException.of(
          ErrorCode.ENOWORKSPACES,
          "No workspaces found:\n  --workspace="
              + String.join(" --workspace=", call.settings().list("workspace")));
    }
    return names;
  }
}
