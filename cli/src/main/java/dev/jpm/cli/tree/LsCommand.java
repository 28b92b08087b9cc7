package dev.jpm.cli.tree;

import dev.jpm.cli.ChosenWorkspaces;
import dev.jpm.cli.Invocation;
import dev.jpm.cli.command.Command;
import dev.jpm.cli.tree.TreeDrawing.Branch;
import dev.jpm.cli.tree.TreeList.Listing;
import dev.jpm.cli.tree.TreeList.Wish;
import dev.jpm.config.OptionValue.Nothing;
import dev.jpm.config.OptionValue.Num;
import dev.jpm.config.Settings;
import dev.jpm.install.OmitList;
import dev.jpm.model.error.ErrorCode;
import dev.jpm.model.error.JpmException;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
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
    Listing listing = TreeList.of(tree, wish(call));
    boolean longer = alwaysLong || settings.flag("long");
    if (settings.flag("json")) {
      call.terminal().json(new LsJson(tree, longer).of(listing));
    } else if (isParseable(settings)) {
      call.terminal().line(new LsLines(tree, longer).parseable(listing));
    } else {
      Branch drawing = new LsLines(tree, longer).branch(listing.root(), call);
      Branch shown =
          drawing.branches().isEmpty()
              ? new Branch(drawing.label(), List.of(new Branch("(empty)", List.of())))
              : drawing;
      TreeDrawing.draw(shown, call.terminal().unicode(), call.terminal()::print);
      call.terminal().line("");
    }
    tellProblems(listing);
    boolean found = listing.root().included || isParseable(settings);
    return call.words().isEmpty() || found ? 0 : 1;
  }

  private static boolean isParseable(Settings settings) {
    return settings.flag("parseable") && !settings.flag("json");
  }

  private static Set<String> omitted(Settings settings) {
    Set<String> kinds = new HashSet<>();
    OmitList.of(settings).kinds().forEach(kind -> kinds.add(kind.name().toLowerCase(Locale.ROOT)));
    return kinds;
  }

  private static void tellProblems(Listing listing) {
    List<String> problems = listing.problems();
    if (problems.stream().anyMatch(problem -> !problem.startsWith("extraneous:"))) {
      throw JpmException.of(ErrorCode.ELSPROBLEMS, String.join("\n", problems));
    }
  }

  private static Wish wish(Invocation call) {
    Settings settings = call.settings();
    boolean deep = settings.flag("all") || !call.words().isEmpty();
    boolean unset = settings.value("depth") == Nothing.NOTHING;
    double depth = settings.value("depth") instanceof Num(double number) ? number : 0;
    return new Wish(
        unset && deep ? Double.POSITIVE_INFINITY : depth,
        call.words(),
        omitted(settings),
        settings.flag("link"),
        settings.decision("workspaces").orElse(true),
        new HashSet<>(ChosenWorkspaces.of(call).names()),
        settings.flag("include-workspace-root"));
  }
}
