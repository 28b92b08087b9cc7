package dev.jpm.cli.work;

import dev.jpm.cli.Invocation;
import dev.jpm.cli.command.Command;
import dev.jpm.cli.tree.InstalledTree;
import dev.jpm.cli.tree.OutdatedPackage;
import dev.jpm.cli.tree.OutdatedTable;
import dev.jpm.cli.tree.TreeEdges;
import dev.jpm.config.Settings;
import dev.jpm.install.OmitList;
import dev.jpm.install.PackagePicker;
import dev.jpm.model.PackageName;
import dev.jpm.model.Packument;
import dev.jpm.model.error.JpmException;
import dev.jpm.model.spec.Spec;
import dev.jpm.model.spec.Spec.AliasSpec;
import dev.jpm.model.spec.Spec.RegistrySpec;
import dev.jpm.model.tree.Diff;
import dev.jpm.model.tree.EdgeType;
import dev.jpm.resolver.PickResult;
import dev.jpm.resolver.VersionPicker;
import dev.jpm.resolver.graph.GraphEdge;
import dev.jpm.resolver.graph.GraphNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/** {@code jpm outdated}: what is installed in another version than could be. */
public final class OutdatedCommand implements Command {
  @Override
  public int run(Invocation call) throws InterruptedException {
    InstalledTree tree = InstalledTree.actual(call);
    List<OutdatedPackage> outdated = new ArrayList<>();
    try (Work work = Work.of(call)) {
      PackagePicker picker = new PackagePicker(work.bench());
      List<Wanted> wanted = wanted(TreeEdges.of(call, tree), call.settings());
      Map<PackageName, Optional<Packument>> packuments = packuments(picker, wanted);
      VersionPicker versions = new VersionPicker();
      for (Wanted each : wanted) {
        packuments
            .getOrDefault(each.name(), Optional.empty())
            .flatMap(found -> compared(tree, picker, versions, each, found))
            .ifPresent(outdated::add);
      }
    }
    OutdatedTable table = new OutdatedTable(outdated, call.settings().flag("long"));
    if (call.settings().flag("json")) {
      call.terminal().json(table.json());
    } else if (!outdated.isEmpty()) {
      boolean parseable = call.settings().flag("parseable");
      call.terminal().line(parseable ? table.parseable() : table.text(call.terminal().onOut()));
    }
    return outdated.isEmpty() ? 0 : 1;
  }

  /** A dependency that a registry serves: whose packument to ask for, and what of it. */
  private record Wanted(GraphEdge edge, PackageName name, String range, boolean alias) {}

  private static List<Wanted> wanted(List<GraphEdge> edges, Settings settings) {
    List<Wanted> wanted = new ArrayList<>();
    for (GraphEdge edge : edges) {
      boolean missing = edge.problem() == GraphEdge.Problem.MISSING;
      if (isOmitted(edge, settings) || (missing && edge.type() != EdgeType.PROD)) {
        continue;
      }
      Wanted found = wanted(edge);
      if (found != null) {
        wanted.add(found);
      }
    }
    return wanted;
  }

  private static @Nullable Wanted wanted(GraphEdge edge) {
    Spec spec;
    try {
      spec = Spec.parse(edge.name(), edge.spec());
    } catch (JpmException e) {
      return null; // What nobody can read is not out of date.
    }
    return switch (spec) {
      case AliasSpec alias -> new Wanted(edge, alias.target(), alias.subSpec().raw(), true);
      case RegistrySpec _ ->
          PackageName.tryParse(edge.name())
              .map(name -> new Wanted(edge, name, edge.spec(), false))
              .orElse(null);
      default -> null;
    };
  }

  private static boolean isOmitted(GraphEdge edge, Settings settings) {
    GraphNode node = edge.to();
    Set<Diff.Omit> omit = OmitList.of(settings).kinds();
    return node != null
        && ((omit.contains(Diff.Omit.DEV) && node.flags().dev())
            || (omit.contains(Diff.Omit.OPTIONAL) && node.flags().optional())
            || (omit.contains(Diff.Omit.PEER) && node.flags().peer()));
  }

  private static Map<PackageName, Optional<Packument>> packuments(
      PackagePicker picker, List<Wanted> wanted) throws InterruptedException {
    Map<PackageName, Future<Optional<Packument>>> asked = new LinkedHashMap<>();
    Map<PackageName, Optional<Packument>> found = new LinkedHashMap<>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (Wanted each : wanted) {
        asked.computeIfAbsent(each.name(), name -> threads.submit(() -> picker.packument(name)));
      }
      for (Map.Entry<PackageName, Future<Optional<Packument>>> entry : asked.entrySet()) {
        found.put(entry.getKey(), entry.getValue().get());
      }
    } catch (ExecutionException e) {
      if (e.getCause() instanceof JpmException told) {
        throw told;
      }
      throw new IllegalStateException(e.getCause());
    }
    return found;
  }

  private static Optional<OutdatedPackage> compared(
      InstalledTree tree,
      PackagePicker picker,
      VersionPicker versions,
      Wanted wanted,
      Packument packument) {
    if (!(picker.pick(versions, packument, wanted.range()) instanceof PickResult.Picked fitting)
        || !(picker.pick(versions, packument, "*") instanceof PickResult.Picked latest)) {
      return Optional.empty();
    }
    GraphNode node = wanted.edge().to();
    String current = node == null ? "" : node.versionText();
    String fits = fitting.release().version();
    String newest = latest.release().version();
    if (current.equals(fits) && fits.equals(newest)) {
      return Optional.empty();
    }
    String name =
        wanted.alias()
            ? wanted.edge().spec().replaceFirst("npm", wanted.edge().name())
            : wanted.edge().name();
    String homepage = latest.release().manifest().text("homepage");
    return Optional.of(
        OutdatedPackage.of(
            tree, wanted.edge(), name, current, fits, newest, homepage == null ? "" : homepage));
  }
}
