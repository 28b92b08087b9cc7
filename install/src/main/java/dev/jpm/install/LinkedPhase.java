package dev.jpm.install;

import dev.jpm.config.Settings;
import dev.jpm.linker.ActualTree;
import dev.jpm.linker.EntryScripts;
import dev.jpm.linker.Layout;
import dev.jpm.linker.LinkedReify;
import dev.jpm.linker.Reify;
import dev.jpm.linker.virtual.Entry;
import dev.jpm.linker.virtual.Naming;
import dev.jpm.linker.virtual.VirtualTree;
import dev.jpm.model.NodePackageMap;
import dev.jpm.model.Platform;
import dev.jpm.model.PlatformCheck;
import dev.jpm.model.error.ErrorCode;
import dev.jpm.model.error.JpmException;
import dev.jpm.model.tree.DepFlag;
import dev.jpm.model.tree.Diff;
import dev.jpm.model.tree.Location;
import dev.jpm.model.tree.Node;
import dev.jpm.model.tree.Node.LinkNode;
import dev.jpm.model.tree.Node.PackageNode;
import dev.jpm.model.tree.Tree;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * {@code install-strategy=linked} and {@code map}: what an isolated layout asks of an install. In
 * both packages lie in the virtual store; a project has links to them, or a package map.
 */
final class LinkedPhase {
  private static final String MAP = "map";
  private static final Set<String> LAYOUTS = Set.of("linked", MAP);

  private final Workbench bench;
  private final Layout layout;
  private final Platform platform;
  private @Nullable Future<VirtualTree> expected;

  LinkedPhase(Workbench bench, Layout layout, Platform platform) {
    this.bench = bench;
    this.layout = layout;
    this.platform = platform;
  }

  /** Whether the project is to have one; global packages never do. */
  static boolean isWanted(Settings settings, Layout layout) {
    return !layout.global()
        && LAYOUTS.contains(settings.text("install-strategy"))
        && !settings.flag("legacy-bundling")
        && !settings.flag("global-style");
  }

  /** Whether a package map is to stand for links, where {@link #isWanted}. */
  static boolean isMapWanted(Settings settings) {
    return settings.text("install-strategy").equals(MAP);
  }

  /**
   * Refuses a package map that nobody could read.
   *
   * @throws JpmException ERUNTIME where the project runs on an older Node.js
   */
  void requireReader() {
    String version = String.valueOf(platform.nodeVersion());
    if (isMapWanted(bench.settings()) && !NodePackageMap.isReadBy(version)) {
      throw JpmException.of(
              ErrorCode.ERUNTIME,
              "install-strategy=map needs Node.js "
                  + NodePackageMap.SINCE
                  + " or newer, and this project runs on "
                  + version)
          .withHint("Use install-strategy=linked, which every Node.js can read")
          .withHint("Or let the project run on a newer one: \"jpm runtime\" tells what decides");
    }
  }

  /**
   * Names the entries of a lockfile's tree and begins to fetch what has none yet, beside the
   * resolver, which rarely changes anything of that tree.
   */
  void begin(
      Tree virtual,
      Set<Diff.Omit> omit,
      Supplier<InstallScriptsPhase> scripts,
      Downloads downloads,
      ExecutorService threads) {
    bench.store().virtual().use();
    expected =
        threads.submit(() -> {
          VirtualTree named = named(virtual, omit, scripts.get());
          List<PackageNode> lacking = lacking(named);
          if (!lacking.isEmpty()) {
            downloads.beginAll(lacking);
          }
          return named;
        });
  }

  private VirtualTree named(Tree virtual, Set<Diff.Omit> omit, InstallScriptsPhase scripts) {
    Tree here = ofThisPlatform(virtual);
    Tree wanted = Diff.between(empty(here), here, Diff.Options.DEFAULT.withOmit(omit)).result();
    EntryScripts runner = runner(scripts, null);
    Naming naming =
        new Naming(
            Naming::contentIn,
            place -> layout.folder(place).toString(),
            runner::mayRun,
            runner.builtOn());
    return VirtualTree.of(wanted, naming);
  }

  /** A lockfile lists what other platforms would get, which is large. */
  private Tree ofThisPlatform(Tree virtual) {
    Set<String> others = new HashSet<>();
    for (Node node : virtual.nodes().values()) {
      if (node instanceof PackageNode found
          && (found.has(DepFlag.OPTIONAL) || found.has(DepFlag.DEV_OPTIONAL))
          && !PlatformCheck.isSupported(found.manifest(), platform)) {
        others.add(found.location().value());
      }
    }
    return others.isEmpty()
        ? virtual
        : Tree.of(
            virtual.nodes().values().stream()
                .filter((Node node) -> !isAtOrBelow(others, node.location().value()))
                .toList());
  }

  private static boolean isAtOrBelow(Set<String> places, String place) {
    for (int end = place.length(); end > 0; end = place.lastIndexOf("/node_modules/", end - 1)) {
      if (places.contains(place.substring(0, end))) {
        return true;
      }
    }
    return false;
  }

  private List<PackageNode> lacking(VirtualTree named) {
    List<PackageNode> lacking = new ArrayList<>();
    for (Entry entry : named.entries()) {
      boolean known = entry.node().integrity() != null;
      if (known && !bench.store().virtual().has(entry.path())) {
        lacking.add(entry.node());
      }
    }
    return lacking;
  }

  /** What {@link #begin} came to; null where it was not asked or did not get through. */
  private @Nullable VirtualTree expected() {
    Future<VirtualTree> naming = expected;
    try {
      return naming == null ? null : naming.get();
    } catch (ExecutionException e) {
      // Whatever it was comes up again where it matters.
      return null;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return null;
    }
  }

  /** Whoever has to build and to place entries. */
  LinkedReify reify(
      ActualTree actual,
      Diff diff,
      Downloads downloads,
      InstallScriptsPhase scripts,
      Reify.Options options) {
    return new LinkedReify(
        layout,
        actual,
        diff,
        new LinkedReify.Tools(
            bench.store().virtual(),
            downloads,
            runner(scripts, downloads::optionalSetAt),
            options,
            bench.surroundings().reporter(),
            Set.of(),
            expected(),
            isMapWanted(bench.settings())));
  }

  /** The same for packages that stand, of which some are to be built again. */
  LinkedReify rebuilding(
      ActualTree actual,
      Downloads downloads,
      InstallScriptsPhase scripts,
      Reify.Options options,
      Set<Location> again) {
    return new LinkedReify(
        layout,
        actual,
        Diff.between(actual.tree(), actual.tree(), Diff.Options.DEFAULT),
        new LinkedReify.Tools(
            bench.store().virtual(),
            downloads,
            runner(scripts, null),
            options,
            bench.surroundings().reporter(),
            again,
            null,
            layout.isMapped()));
  }

  /** What is new outside the virtual store: folders that are linked to. */
  static List<Location> freshLinks(Diff diff) {
    List<Location> links = new ArrayList<>();
    for (Location place : InstallScriptsPhase.freshPlaces(diff)) {
      if (diff.result().at(place) instanceof LinkNode) {
        links.add(place);
      }
    }
    return links;
  }

  private EntryScripts runner(
      InstallScriptsPhase scripts, @Nullable Function<Location, Set<Location>> optionalSets) {
    boolean ignored = bench.settings().flag("ignore-scripts");
    return new EntryScripts() {
      @Override
      public boolean mayRun(PackageNode node) {
        return !ignored && scripts.mayRunScripts(node);
      }

      @Override
      public String builtOn() {
        return platform.os()
            + " "
            + platform.cpu()
            + " "
            + platform.libc()
            + " "
            + platform.nodeVersion();
      }

      @Override
      public Set<Location> run(Map<Location, Path> folders) {
        return scripts.runIn(folders, optionalSets);
      }
    };
  }

  /** The tree without anything in node_modules. */
  static Tree empty(Tree tree) {
    return Tree.of(
        tree.nodes().values().stream()
            .filter((Node node) -> !node.location().isInNodeModules())
            .toList());
  }
}
