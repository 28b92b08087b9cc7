package dev.jpm.install;

import dev.jpm.linker.ActualTree;
import dev.jpm.linker.HiddenLockfile;
import dev.jpm.linker.InstalledBins;
import dev.jpm.linker.Layout;
import dev.jpm.linker.LinkedReify;
import dev.jpm.linker.Reify;
import dev.jpm.model.PackageName;
import dev.jpm.model.error.ErrorCode;
import dev.jpm.model.error.JpmException;
import dev.jpm.model.semver.Range;
import dev.jpm.model.semver.Version;
import dev.jpm.model.spec.Spec;
import dev.jpm.model.spec.Spec.DirectorySpec;
import dev.jpm.model.spec.Spec.RangeSpec;
import dev.jpm.model.spec.Spec.VersionSpec;
import dev.jpm.model.tree.Location;
import dev.jpm.model.tree.Node;
import dev.jpm.model.tree.Node.PackageNode;
import dev.jpm.model.tree.Tree;
import dev.jpm.runtime.ScriptApprovals.HeldBack;
import dev.jpm.runtime.ScriptPolicy;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Predicate;

/** Builds again what is installed: links bins and runs install scripts that are allowed. */
public final class Rebuild {
  private final Workbench bench;
  private final Layout layout;

  public Rebuild(Workbench bench) {
    this.bench = bench;
    this.layout =
        bench.settings().flag("global")
            ? Layout.global(bench.surroundings().globalPrefix())
            : Layout.of(bench.surroundings().localPrefix());
  }

  /**
   * Builds the packages that {@code specs} mean, or all and the project itself where there are
   * none. Answers who waits for a decision about scripts.
   *
   * @throws JpmException EUSAGE for a spec that is neither a version, a range nor a folder; what a
   *     script fails with
   */
  public List<HeldBack> run(List<String> specs) {
    List<Predicate<Node>> wanted = specs.stream().map(this::meant).toList();
    ProjectFiles project = ProjectFiles.load(layout.project(), !layout.global());
    ActualTree actual = project.actual(layout, StartingPoint.of(project).virtual());
    Tree tree = actual.tree();
    List<Location> places = new ArrayList<>();
    for (Node node : tree.nodes().values()) {
      if (wanted.isEmpty() || wanted.stream().anyMatch(test -> test.test(node))) {
        places.add(node.location());
      }
    }
    places.sort(Comparator.comparing(Location::value));
    Runtimes runtimes = Runtimes.of(bench, project.folder(), project.manifest());
    InstallScriptsPhase scripts =
        new InstallScriptsPhase(bench, project, runtimes, tree, layout.asInstalled()::folder);
    scripts.refuseIfStrict();
    if (layout.isLinked()) {
      rebuildEntries(project, runtimes, actual, scripts, places);
      places.removeIf(place -> isInVirtualStore(tree, place));
    }
    InstalledBins bins = new InstalledBins(layout, tree, bench.settings().flag("force"));
    boolean linksBins = bench.settings().flag("bin-links");
    scripts.rebuild(places, built -> bins.link(linksBins ? built : List.of()));
    return scripts.heldBack();
  }

  private static boolean isInVirtualStore(Tree tree, Location place) {
    return place.isInNodeModules() && tree.at(place) instanceof PackageNode;
  }

  /** Packages in the virtual store are never changed: they are made anew. */
  private void rebuildEntries(
      ProjectFiles project,
      Runtimes runtimes,
      ActualTree actual,
      InstallScriptsPhase scripts,
      List<Location> places) {
    ScriptPolicy policy = InstallScriptsPhase.policyOf(bench, project);
    Reify.Options options =
        Reify.Options.defaults()
            .withBinLinks(bench.settings().flag("bin-links"))
            .withLockfile(
                HiddenLockfile.written(
                    Save.options(
                        bench.settings(), project, Save.usesPackageLock(bench.settings()))));
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Downloads downloads =
          new Downloads(
              bench,
              project.folder(),
              new GitPackages(bench, new GitPreparation(bench, runtimes, policy)),
              new FolderPackages(bench, project.folder(), runtimes, policy),
              threads);
      LinkedReify reify =
          new LinkedPhase(bench, layout, runtimes.platform())
              .rebuilding(actual, downloads, scripts, options, new HashSet<>(places));
      try {
        reify.link();
        reify.commit();
      } catch (RuntimeException | Error e) {
        reify.rollback();
        throw e;
      }
    }
  }

  /** What a spec of the command line means; what came in another's tarball is never meant. */
  private Predicate<Node> meant(String typed) {
    Spec spec = Spec.parseArgument(typed);
    if (spec instanceof DirectorySpec folder) {
      Path path = bench.surroundings().cwd().resolve(folder.path()).normalize();
      Layout installed = layout.asInstalled();
      return node ->
          layout.folder(node.location()).equals(path)
              || installed.folder(node.location()).equals(path);
    }
    PackageName name = spec.name();
    boolean plain = spec.raw().isEmpty() || spec.raw().equals("*");
    if (name == null || !(plain || spec instanceof VersionSpec || spec instanceof RangeSpec)) {
      throw JpmException.of(
          ErrorCode.EUSAGE, "`jpm rebuild` only supports SemVer version/range specifiers");
    }
    Optional<Range> range = plain ? Optional.empty() : Range.tryParseLoose(spec.raw());
    return node ->
        node.location().folderName().equals(name.value())
            && !(node instanceof PackageNode here && here.inBundle())
            && (plain || range.filter(wanted -> accepts(wanted, node)).isPresent());
  }

  private static boolean accepts(Range range, Node node) {
    return node instanceof PackageNode here
        && Version.tryParseLoose(String.valueOf(here.manifest().version()))
            .filter(range::accepts)
            .isPresent();
  }
}
