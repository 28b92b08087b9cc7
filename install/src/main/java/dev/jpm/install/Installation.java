package dev.jpm.install;

import dev.jpm.fs.Folders;
import dev.jpm.linker.ActualTree;
import dev.jpm.linker.HiddenLockfile;
import dev.jpm.linker.Layout;
import dev.jpm.linker.LinkedReify;
import dev.jpm.linker.Linking;
import dev.jpm.linker.Reify;
import dev.jpm.lockfile.Staleness;
import dev.jpm.model.error.ErrorCode;
import dev.jpm.model.error.JpmException;
import dev.jpm.model.event.Event.Phase;
import dev.jpm.model.event.Reporter;
import dev.jpm.model.protocol.AskedSpecs;
import dev.jpm.model.tree.Diff;
import dev.jpm.model.tree.Location;
import dev.jpm.model.tree.Node.PackageNode;
import dev.jpm.model.tree.Tree;
import dev.jpm.resolver.OptionalSets;
import dev.jpm.resolver.Resolution;
import dev.jpm.resolver.ResolveOptions.SourceKind;
import dev.jpm.runtime.ScriptPolicy;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One install from files to files: puts the phases in order and nothing else. A failure before
 * packages are put in place leaves the project as it was; after that what was moved aside moves
 * back.
 */
public final class Installation {
  private final Workbench bench;
  private final InstallRequest request;
  private final Reporter reporter;
  private final Layout layout;
  private final OmitList omit;
  private final ResolvePhase resolving;
  private final Phases phases;
  private final boolean linked;
  private @Nullable LinkedPhase linkedPhase;

  /** Where packages lie, as far as the install has come. */
  private volatile Layout installed;

  public Installation(Workbench bench, InstallRequest request) {
    this.bench = bench;
    this.request = request;
    this.reporter = bench.surroundings().reporter();
    this.phases = new Phases(reporter);
    this.omit = OmitList.of(bench.settings());
    Surroundings around = bench.surroundings();
    this.layout =
        bench.settings().flag("global")
            ? Layout.global(around.globalPrefix())
            : Layout.of(around.localPrefix());
    this.resolving = new ResolvePhase(bench, request, layout);
    this.linked = LinkedPhase.isWanted(bench.settings(), layout);
    this.installed = layout;
  }

  /**
   * Does it.
   *
   * @throws JpmException as the phases do; ERESOLVE where peers contradict each other; EUSAGE where
   *     {@code ci} finds no lockfile or one that does not fit package.json
   */
  public InstallResult run() {
    long begun = System.nanoTime();
    UpToDate upToDate = new UpToDate(bench, request, layout);
    Optional<Standing> standing = upToDate.check();
    if (standing.isPresent()) {
      return unchanged(standing.get(), begun);
    }
    KnownOutcomes known = new KnownOutcomes(bench, request, layout, linked);
    Optional<InstallResult> repeated =
        new Repetition(bench, request, layout, linked, known).run(upToDate, begun);
    if (repeated.isPresent()) {
      return repeated.get();
    }
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      try {
        return run(threads, begun, upToDate, known);
      } finally {
        // What runs ahead is of no use any more, whether all went well or not.
        threads.shutdownNow();
      }
    }
  }

  private static InstallResult unchanged(Standing standing, long begun) {
    return new InstallResult(
        List.of(),
        new Diff.Counts(0, 0, 0),
        List.of(),
        standing.funding(),
        standing.heldBack(),
        null,
        false,
        Duration.ofNanos(System.nanoTime() - begun));
  }

  private InstallResult run(
      ExecutorService threads, long begun, UpToDate upToDate, KnownOutcomes known) {
    Loaded loaded = phases.in(Phase.LOAD, this::load);
    ProjectFiles project = loaded.project();
    ScriptPolicy policy = InstallScriptsPhase.policyOf(bench, project);
    GitPackages git = gitPackages(loaded, policy);
    FolderPackages folders = new FolderPackages(bench, project.folder(), loaded.runtimes(), policy);
    Downloads downloads = new Downloads(bench, project.folder(), git, folders, threads);
    Tree actual = before(loaded);
    if (touchesDisk()) {
      begin(downloads, loaded, actual, threads);
    }
    Resolution.Resolved resolved =
        phases.in(
            Phase.RESOLVE,
            () ->
                withBundles(resolving.run(loaded, git, downloads, threads, touchesDisk()), actual));
    if (request.frozen()) {
      checkFresh(loaded, resolved.tree());
    }
    Diff diff = withFlags(diff(actual, resolved), resolved, project);
    gitRules(project).check(diff);
    InstallAudit audit =
        request.audited() && !is("dry-run")
            ? InstallAudit.of(bench, resolved.tree())
            : InstallAudit.none();
    InstallScriptsPhase scripts =
        new InstallScriptsPhase(
            bench, project, loaded.runtimes(), diff.result(), place -> installed.folder(place));
    scripts.refuseIfStrict();
    OptionalSets optionalSets =
        new OptionalSets(resolved.tree(), project.folder().toString(), project.workspaces());
    downloads.setOptionalSets(optionalSets::of);
    Save save = new Save(bench, project, loaded.asked(), request, layout);
    SettledLockfile settling = new SettledLockfile(bench, resolving, git, downloads);
    if (touchesDisk() && request.isBare()) {
      settling.begin(threads, loaded, () -> save.lockText(resolved), diff.result(), diffOptions());
    }
    Written written = write(loaded, actual, diff, downloads, scripts, save, resolved);
    InstallResult result = result(diff, resolved, scripts, audit, begun);
    new ForNextTime(upToDate, known, scripts, result)
        .remember(
            new ForNextTime.Done(project, diff, resolved, resolving.decidedBy()),
            written,
            settling);
    return result;
  }

  /**
   * What was written.
   *
   * @param linking who put packages in place; null where that was not asked for
   * @param links whether any link to the virtual store is new
   * @param files whether package.json or the lockfile changed
   */
  record Written(@Nullable Linking linking, boolean links, boolean files) {}

  private boolean touchesDisk() {
    return !is("dry-run") && !resolving.isLockOnly();
  }

  /** Does what was decided. */
  private Written write(
      Loaded loaded,
      Tree actual,
      Diff diff,
      Downloads downloads,
      InstallScriptsPhase scripts,
      Save save,
      Resolution.Resolved resolved) {
    if (!touchesDisk()) {
      boolean saved = !is("dry-run") && phases.in(Phase.SAVE, () -> save.run(resolved));
      return new Written(null, false, saved);
    }
    Written written = makeReal(loaded, actual, diff, downloads, scripts, save, resolved);
    if (request.projectScripts() && !is("ignore-scripts")) {
      new ProjectScripts(bench, loaded.project(), loaded.runtimes()).run();
    }
    return written;
  }

  private InstallResult result(
      Diff diff,
      Resolution.Resolved resolved,
      InstallScriptsPhase scripts,
      InstallAudit audit,
      long begun) {
    return new InstallResult(
        diff.changes(),
        diff.counts(),
        resolved.added(),
        Funding.count(diff.result()),
        // Only now package.json files lie on disk that tell what a lockfile only hints at.
        scripts.heldBack(),
        audit.result(),
        is("dry-run"),
        Duration.ofNanos(System.nanoTime() - begun));
  }

  private Loaded load() {
    Reify.recover(layout);
    ProjectFiles project = files();
    if (request.frozen() && project.lock() == null) {
      throw JpmException.of(
          ErrorCode.EUSAGE,
          """
          The `jpm ci` command can only install with an existing package-lock.json or
          npm-shrinkwrap.json with lockfileVersion >= 1. Run an install to generate a
          package-lock.json file, then try again.\
          """);
    }
    StartingPoint start = StartingPoint.of(project);
    ActualTree actual = project.actual(layout, start.virtual());
    Runtimes runtimes = Runtimes.of(bench, project.folder(), project.manifest());
    AskedSpecs asked = AskedSpecs.of(request.changes().add(), project.protocols());
    return new Loaded(project, asked, start, actual, runtimes, runtimes.platform());
  }

  private ProjectFiles files() {
    LockfileImport imported = request.imported();
    if (imported != null) {
      return ProjectFiles.load(layout.project(), false)
          .withPackageJson(imported.rules().packageJson());
    }
    boolean withLock =
        !layout.global() && (request.frozen() || Save.usesPackageLock(bench.settings()));
    return ProjectFiles.load(layout.project(), withLock);
  }

  /** What the changes on disk are held against. */
  private Tree before(Loaded loaded) {
    Tree actual = loaded.actual().tree();
    if (request.frozen() && touchesDisk()) {
      return LinkedPhase.empty(actual);
    }
    return leavesLinks()
        ? ActualTree.scanFolders(layout, loaded.project().manifest(), loaded.start().virtual())
            .tree()
        : StandingBundles.flagged(loaded);
  }

  /** Whether folders come where an isolated layout has links. */
  private boolean leavesLinks() {
    return !linked && layout.isLinked();
  }

  private void begin(Downloads downloads, Loaded loaded, Tree actual, ExecutorService threads) {
    Tree virtual = loaded.start().virtual();
    if (linked) {
      linkedPhase(loaded).requireReader();
    }
    if (linked && virtual != null) {
      Supplier<InstallScriptsPhase> scripts =
          () ->
              new InstallScriptsPhase(
                  bench, loaded.project(), loaded.runtimes(), virtual, layout::folder);
      linkedPhase(loaded).begin(virtual, omit.kinds(), scripts, downloads, threads);
      return;
    }
    List<PackageNode> lacking = loaded.start().toFetch(actual, loaded.platform(), omit.kinds());
    if (!lacking.isEmpty()) {
      downloads.beginAll(lacking);
    }
  }

  private LinkedPhase linkedPhase(Loaded loaded) {
    LinkedPhase phase = linkedPhase;
    if (phase == null) {
      phase = new LinkedPhase(bench, layout, loaded.platform());
      linkedPhase = phase;
    }
    return phase;
  }

  private GitPackages gitPackages(Loaded loaded, ScriptPolicy policy) {
    GitPackages git = new GitPackages(bench, new GitPreparation(bench, loaded.runtimes(), policy));
    Tree virtual = loaded.start().virtual();
    if (virtual != null) {
      git.learn(virtual);
    }
    return git;
  }

  private GitRules gitRules(ProjectFiles project) {
    List<Location> own = new ArrayList<>(List.of(Location.ROOT));
    project.workspaces().values().forEach(path -> own.add(new Location(path)));
    ResolveSettings settings = new ResolveSettings(bench.settings(), bench.surroundings().clock());
    return new GitRules(settings.allowed(SourceKind.GIT), own);
  }

  private static void checkFresh(Loaded loaded, Tree ideal) {
    Tree virtual = loaded.start().virtual();
    if (virtual != null) {
      Staleness staleness = Staleness.of(virtual, ideal);
      if (!staleness.isFresh()) {
        throw JpmException.of(ErrorCode.EUSAGE, staleness.message());
      }
    }
  }

  private Resolution.Resolved withBundles(Resolution.Resolved resolved, Tree actual) {
    if (linked || leavesLinks() || !touchesDisk()) {
      return resolved;
    }
    return resolved.withTree(
        StandingBundles.takenOver(
            resolved.tree(),
            actual,
            scopedOptions(actual, resolved)::isInScope,
            () -> diff(actual, resolved)));
  }

  private Diff diff(Tree actual, Resolution.Resolved resolved) {
    Diff.Options options = scopedOptions(actual, resolved);
    Tree ideal = resolved.tree();
    return Diff.between(
        actual,
        ideal,
        is("bin-links") && !linked
            ? options.withBinsInPlace(Reify.binsInPlace(layout, ideal))
            : options);
  }

  private Diff withFlags(Diff diff, Resolution.Resolved resolved, ProjectFiles project) {
    boolean isScoped = !Scope.named(request.changes(), layout.global(), resolved).isEmpty();
    return isScoped && !layout.global() && touchesDisk()
        ? diff.withResult(ScopedFlags.of(diff.result(), resolved.tree(), project))
        : diff;
  }

  private Diff.Options scopedOptions(Tree actual, Resolution.Resolved resolved) {
    List<String> named = Scope.named(request.changes(), layout.global(), resolved);
    return named.isEmpty() || leavesLinks()
        ? diffOptions()
        : diffOptions().withScope(Scope.below(named, actual, resolved.tree())::contains);
  }

  private Diff.Options diffOptions() {
    return Diff.Options.DEFAULT.withOmit(omit.kinds());
  }

  private Written makeReal(
      Loaded loaded,
      Tree actual,
      Diff diff,
      Downloads downloads,
      InstallScriptsPhase scripts,
      Save save,
      Resolution.Resolved resolved) {
    boolean leavesLinks = leavesLinks();
    if (request.frozen() && linked) {
      emptied(loaded.actual().tree()).stream()
          .flatMap(folder -> Folders.entries(folder).stream())
          .forEach(Folders::remove);
    }
    Folders.create(layout.project());
    ActualTree before =
        request.frozen() || leavesLinks ? new ActualTree(actual, false, null) : loaded.actual();
    Reify.Options options =
        linking(scripts)
            .withLockfile(HiddenLockfile.written(save.options()))
            .withCleared(request.frozen() && !linked ? emptied(loaded.actual().tree()) : List.of());
    Linking linking =
        linked
            ? linkedPhase(loaded).reify(before, diff, downloads, scripts, options)
            : new Reify(layout, before, diff, downloads, options, reporter);
    try {
      phases.in(Phase.LINK, linking::link);
      boolean newLinks = linking instanceof LinkedReify links && follow(links);
      List<Location> fresh =
          linked ? LinkedPhase.freshLinks(diff) : InstallScriptsPhase.freshPlaces(diff);
      phases.in(Phase.SCRIPTS, () -> scripts.run(linking, fresh, downloads::optionalSetAt));
      boolean saved = phases.in(Phase.SAVE, () -> save.run(resolved));
      linking.commit();
      if (leavesLinks) {
        bench.store().virtual().register(layout.project(), List.of());
      }
      return new Written(linking, newLinks, saved);
    } catch (RuntimeException | Error e) {
      linking.rollback();
      throw e;
    }
  }

  /** Answers whether any link is new. */
  private boolean follow(LinkedReify links) {
    installed = links.layout();
    return links.isChanged();
  }

  private Reify.Options linking(InstallScriptsPhase scripts) {
    return Reify.Options.defaults()
        .withForce(is("force"))
        .withBinLinks(is("bin-links"))
        .withOwnFiles(scripts::mayRunScripts);
  }

  /** {@code ci} begins from nothing: every node_modules folder of the project. */
  private List<Path> emptied(Tree actual) {
    return actual.nodes().keySet().stream()
        .filter(place -> !place.isInNodeModules() && !place.value().startsWith(".."))
        .map(place -> layout.folder(place).resolve("node_modules"))
        .toList();
  }

  private boolean is(String setting) {
    return bench.settings().flag(setting);
  }

  Path project() {
    return layout.project();
  }
}
