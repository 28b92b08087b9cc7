package dev.jpm.cli.work;

import dev.jpm.cli.ChosenWorkspaces;
import dev.jpm.cli.Invocation;
import dev.jpm.cli.command.Command;
import dev.jpm.cli.tree.DependencySet;
import dev.jpm.cli.tree.Funding;
import dev.jpm.cli.tree.FundingLines;
import dev.jpm.cli.tree.FundingTree;
import dev.jpm.cli.tree.InstalledTree;
import dev.jpm.config.OptionValue.Num;
import dev.jpm.model.PackageName;
import dev.jpm.model.error.ErrorCode;
import dev.jpm.model.error.JpmException;
import dev.jpm.model.semver.Version;
import dev.jpm.model.spec.Spec;
import dev.jpm.model.spec.Spec.DirectorySpec;
import dev.jpm.resolver.graph.GraphNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** {@code fund}: which dependencies ask for funding, and where. */
public final class FundCommand implements Command {
  @Override
  public int run(Invocation call) {
    int which = which(call);
    if (call.global()) {
      throw JpmException.of(ErrorCode.EFUNDGLOBAL, "`jpm fund` does not support global packages");
    }
    InstalledTree tree = InstalledTree.actual(call);
    if (!call.words().isEmpty()) {
      open(call, tree, call.words().getFirst(), which);
      return 0;
    }
    List<String> workspaces = ChosenWorkspaces.of(call).names();
    @Nullable Set<GraphNode> chosen =
        workspaces.isEmpty() ? null : DependencySet.ofWorkspaces(tree, workspaces, false);
    FundingTree.Result result = FundingTree.of(tree, chosen);
    FundingLines lines = new FundingLines(call.terminal().onOut(), call.terminal().unicode());
    if (call.settings().flag("json")) {
      call.terminal().json(lines.json(result));
    } else {
      call.terminal().line(lines.text(result));
    }
    return 0;
  }

  /** The number given with {@code --which}; 0 where none is. */
  private static int which(Invocation call) {
    if (call.settings().isDefault("which")) {
      return 0;
    }
    double number = call.settings().value("which") instanceof Num(double given) ? given : 0;
    if (number < 1) {
      throw JpmException.of(
          ErrorCode.EFUNDNUMBER,
          "`jpm fund [<package-spec>] --which=fundingSourceNumber` must be given a positive"
              + " integer");
    }
    return (int) number;
  }

  private static void open(Invocation call, InstalledTree tree, String typed, int which) {
    List<Funding> ways = Funding.of(funding(call, tree, typed));
    if (ways.isEmpty()) {
      throw JpmException.of(ErrorCode.ENOFUND, "No valid funding method available for: " + typed);
    }
    boolean known = which > 0 && which <= ways.size();
    if (known || (which == 0 && ways.size() == 1)) {
      Funding way = ways.get(Math.max(0, which - 1));
      new Browser(call).open(way.url(), title(way));
      return;
    }
    List<String> lines = new ArrayList<>();
    if (which > 0) {
      lines.add("--which=" + which + " is not a valid index");
    }
    for (int i = 0; i < ways.size(); i++) {
      lines.add(i + 1 + ": " + title(ways.get(i)) + ": " + ways.get(i).url());
    }
    lines.add(
        "Run `jpm fund [<package-spec>] --which=1`, for example, to open the first funding URL"
            + " listed in that package");
    call.terminal().line(String.join("\n", lines));
  }

  private static String title(Funding way) {
    String what = way.type().isEmpty() ? "Funding" : way.type() + " funding";
    return what + " available at the following URL";
  }

  private static @Nullable JsonNode funding(Invocation call, InstalledTree tree, String typed) {
    Spec spec = Spec.parseArgument(typed);
    if (spec instanceof DirectorySpec folder) {
      Path path = call.session().cwd().resolve(folder.path()).normalize();
      String place = tree.path().relativize(path).toString().replace('\\', '/');
      GraphNode node = tree.graph().at(place);
      return node == null ? null : node.info().manifest().field("funding");
    }
    PackageName name = spec.name();
    if (name == null) {
      return null;
    }
    Optional<GraphNode> newest =
        tree.graph().named(name.value()).stream()
            .filter(node -> node.version() != null)
            .max(Comparator.comparing(FundCommand::version));
    if (newest.isPresent()) {
      return newest.get().info().manifest().field("funding");
    }
    try (Work work = Work.of(call)) {
      return PublishedManifest.of(work.bench(), spec)
          .map(found -> found.get("funding"))
          .orElse(null);
    }
  }

  private static Version version(GraphNode node) {
    Version version = node.version();
    return version == null ? Version.of(0, 0, 0) : version;
  }
}
