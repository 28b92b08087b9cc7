package dev.jpm.install;

import dev.jpm.config.Origin.Layer;
import dev.jpm.config.Setting;
import dev.jpm.config.Settings;
import dev.jpm.fs.OwnFiles;
import dev.jpm.linker.Linking;
import dev.jpm.model.error.ErrorCode;
import dev.jpm.model.error.JpmException;
import dev.jpm.model.event.Event;
import dev.jpm.model.tree.Diff;
import dev.jpm.model.tree.Location;
import dev.jpm.model.tree.Node.PackageNode;
import dev.jpm.model.tree.Tree;
import dev.jpm.runtime.DependencyScripts;
import dev.jpm.runtime.FolderFiles;
import dev.jpm.runtime.InstallScripts;
import dev.jpm.runtime.PackageFiles;
import dev.jpm.runtime.PolicySubject;
import dev.jpm.runtime.PolicySubjects;
import dev.jpm.runtime.Sandbox;
import dev.jpm.runtime.ScriptApprovals;
import dev.jpm.runtime.ScriptApprovals.HeldBack;
import dev.jpm.runtime.ScriptContext;
import dev.jpm.runtime.ScriptFailedException;
import dev.jpm.runtime.ScriptFailure;
import dev.jpm.runtime.ScriptPolicy;
import dev.jpm.runtime.ScriptRunner;
import dev.jpm.runtime.StaleApproval;
import dev.jpm.runtime.ToolPackages;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * The install scripts of dependencies: who may run them, who is held back, and running those of
 * what is new in npm's order with the bins linked in between.
 */
final class InstallScriptsPhase {
  private final Workbench bench;
  private final ProjectFiles project;
  private final Runtimes runtimes;
  private final Tree tree;
  private final PackageFiles files;
  private final ScriptPolicy policy;
  private final List<PolicySubject> subjects;
  private final Set<Location> workspaces;
  private volatile @Nullable Set<Location> allowed;

  /**
   * @param folders where each place of {@code tree} lies
   */
  InstallScriptsPhase(
      Workbench bench,
      ProjectFiles project,
      Runtimes runtimes,
      Tree tree,
      Function<Location, Path> folders) {
    this.bench = bench;
    this.project = project;
    this.runtimes = runtimes;
    this.tree = tree;
    this.files = new FolderFiles(folders);
    this.workspaces = workspaces(project);
    this.policy = policyOf(bench, project);
    this.subjects = new PolicySubjects(tree, project.folder(), workspaces).all();
  }

  /** Who waits for somebody's decision; nobody where scripts are off, or all are allowed. */
  List<HeldBack> heldBack() {
    Settings settings = bench.settings();
    if (settings.flag("ignore-scripts") || settings.flag("dangerously-allow-all-scripts")) {
      return List.of();
    }
    return ScriptApprovals.heldBack(subjects, policy, files);
  }

  /**
   * Ends the install where the setting strict-allow-scripts leaves no scripts undecided.
   *
   * @throws JpmException ESTRICTALLOWSCRIPTS
   */
  void refuseIfStrict() {
    List<HeldBack> heldBack =
        bench.settings().flag("strict-allow-scripts") ? heldBack() : List.of();
    if (heldBack.isEmpty()) {
      return;
    }
    String lines = heldBack.stream().map(HeldBack::line).collect(Collectors.joining("\n  "));
    String remedy =
        bench.settings().flag("global")
            ? "Allow them with --allow-scripts"
            : "Approve them with jpm install-scripts approve, or deny them with"
                + " jpm install-scripts deny";
    throw JpmException.of(
            ErrorCode.ESTRICTALLOWSCRIPTS,
            "--strict-allow-scripts: "
                + heldBack.size()
                + " package(s) have install scripts not covered by allowScripts:\n  "
                + lines)
        .withHint(remedy + ", or bypass this check with --dangerously-allow-all-scripts");
  }

  /** What differs in each that waits from what was approved of it. */
  List<List<String>> changes() {
    return waiting(files)
        .map(subject -> policy.changes(subject, files))
        .filter(lines -> !lines.isEmpty())
        .toList();
  }

  private Stream<PolicySubject> waiting(PackageFiles where) {
    return subjects.stream()
        .filter(subject -> policy.verdictOn(subject, where) == ScriptPolicy.Verdict.UNREVIEWED);
  }

  /** Where decisions of the project look for what would run. */
  PackageFiles files() {
    return files;
  }

  /** Whether there is anybody whose scripts may run, or anything to be told of decisions. */
  boolean concernsAny() {
    return !allowed().isEmpty() || !policy.warnings().isEmpty();
  }

  /** Every installed package that a decision can be about. */
  List<PolicySubject> subjects() {
    return subjects;
  }

  /** The entries among {@code allowScripts} that are about none of these. */
  List<StaleApproval> stale(ObjectNode allowScripts, Path project) {
    return StaleApproval.in(allowScripts, subjects, files, project);
  }

  /** Whether the package's files will be in the hands of its own scripts. */
  boolean mayRunScripts(PackageNode node) {
    return allowed().contains(node.location());
  }

  /**
   * Links bins and runs what may run.
   *
   * @param fresh places that are new
   * @param optionalSets what else goes when an optional package's script fails
   */
  void run(Linking reify, List<Location> fresh, Function<Location, Set<Location>> optionalSets) {
    policy.warnings().forEach(this::warn);
    Set<Location> allowed = unchanged(files);
    allowed.addAll(workspaces);
    if (bench.settings().flag("ignore-scripts") || !anyScript(fresh, allowed, files)) {
      reify.linkBins();
      return;
    }
    boolean[] linked = {false};
    DependencyScripts.Result result =
        build(
            new DependencyScripts.Request(tree, fresh, allowed, optionalSets),
            files,
            places -> {
              if (!linked[0]) {
                linked[0] = true;
                reify.linkBins();
              }
            });
    if (!linked[0]) {
      reify.linkBins();
    }
    reify.drop(result.givenUp());
  }

  /** Runs what nobody has kept the result of; what was made may be kept. */
  private DependencyScripts.Result build(
      DependencyScripts.Request asked, PackageFiles where, Consumer<List<Location>> linkBins) {
    NativeBuilds builds = new NativeBuilds(bench, tree, () -> runtimes.scripts(project.folder()));
    Map<Location, String> keys = builds.keys(asked.places(), asked.allowed(), where);
    Set<Location> there = builds.restore(keys, where);
    Set<Location> left = new HashSet<>(asked.allowed());
    left.removeAll(there);
    DependencyScripts.Result result =
        scripts(where)
            .run(
                new DependencyScripts.Request(
                    asked.tree(), asked.places(), left, asked.optionalSet()),
                linkBins);
    ScriptFailure failure = result.failure();
    if (failure != null) {
      throw new ScriptFailedException(failure);
    }
    keys.keySet().removeAll(there);
    keys.keySet().removeAll(result.givenUp());
    builds.keep(keys, where);
    return result;
  }

  /**
   * Runs what may run of packages that are being made in {@code folders}; answers what is given up.
   *
   * @param optionalSets as for {@link #run}; null where every failure counts
   */
  Set<Location> runIn(
      Map<Location, Path> folders, @Nullable Function<Location, Set<Location>> optionalSets) {
    PackageFiles made = new FolderFiles(place -> folders.getOrDefault(place, files.folder(place)));
    List<Location> places = List.copyOf(folders.keySet());
    Set<Location> allowed = unchanged(made);
    if (!anyScript(places, allowed, made)) {
      return Set.of();
    }
    return build(
            new DependencyScripts.Request(tree, places, allowed, optionalSets), made, built -> {})
        .givenUp();
  }

  /**
   * Builds packages that stand already: links their bins and runs what may run, the project's own
   * scripts included. What fails counts, also of optional packages.
   */
  void rebuild(List<Location> places, Consumer<List<Location>> linkBins) {
    policy.warnings().forEach(this::warn);
    Set<Location> allowed = unchanged(files);
    allowed.addAll(workspaces);
    allowed.add(Location.ROOT);
    if (bench.settings().flag("ignore-scripts") || !anyScript(places, allowed, files)) {
      linkBins.accept(places);
      return;
    }
    for (Location place : places) {
      PackageNode here = tree.packageAt(place);
      if (here != null && here.location().isInNodeModules() && allowed.contains(here.location())) {
        OwnFiles.make(project.folder().resolve(here.location().value()));
      }
    }
    ScriptFailure failure =
        scripts(files)
            .run(new DependencyScripts.Request(tree, places, allowed, null), linkBins)
            .failure();
    if (failure != null) {
      throw new ScriptFailedException(failure);
    }
  }

  private DependencyScripts scripts(PackageFiles where) {
    Surroundings around = bench.surroundings();
    ScriptContext context = runtimes.scripts(project.folder());
    return new DependencyScripts(
        new ScriptRunner(around.standard(), around.reporter()),
        context,
        options(),
        where,
        ToolPackages.onFirstUse(context.shims()));
  }

  private DependencyScripts.Options options() {
    Settings settings = bench.settings();
    String shell = settings.text("script-shell");
    return new DependencyScripts.Options(
        shell.isEmpty() ? null : shell,
        settings.flag("foreground-scripts"),
        false,
        Math.max(1, Runtime.getRuntime().availableProcessors() - 1),
        settings.flag("script-sandbox") ? sandbox() : null);
  }

  /** Null, and told, where this machine allows none. */
  private @Nullable Sandbox sandbox() {
    ScriptContext context = runtimes.scripts(project.folder());
    Path jpm = Path.of(System.getProperty("jpm.home", System.getProperty("java.home")));
    Sandbox sandbox =
        new Sandbox(
            bench.surroundings().home(),
            List.of(
                project.folder(), bench.cacheFolder(), context.runtime().node().getParent(), jpm));
    Optional<String> objection = sandbox.objection();
    objection.ifPresent(why ->
        bench
            .surroundings()
            .reporter()
            .on(
                new Event.Warning(
                    "script-sandbox", "scripts run without a sandbox, there can be none: " + why)));
    return objection.isPresent() ? null : sandbox;
  }

  private Set<Location> allowed() {
    Set<Location> known = allowed;
    if (known == null) {
      known = findAllowed();
      allowed = known;
    }
    return known;
  }

  /** Who is allowed for what it would run, now that this can be seen. Tells of who is not. */
  private Set<Location> unchanged(PackageFiles where) {
    Set<Location> left = new HashSet<>(allowed());
    if (policy.pins().pins().isEmpty() || bench.settings().flag("dangerously-allow-all-scripts")) {
      return left;
    }
    waiting(where)
        .forEach(subject -> {
          if (left.remove(subject.node().location())) {
            warn(String.join("\n", policy.changes(subject, where)));
          }
        });
    if (left.size() < allowed().size()) {
      refuseIfStrict();
    }
    return left;
  }

  private Set<Location> findAllowed() {
    boolean all = bench.settings().flag("dangerously-allow-all-scripts");
    Set<Location> found = new LinkedHashSet<>();
    for (PolicySubject subject : subjects) {
      if (all || policy.verdictOn(subject) == ScriptPolicy.Verdict.ALLOWED) {
        found.add(subject.node().location());
      }
    }
    return found;
  }

  private boolean anyScript(List<Location> fresh, Set<Location> allowed, PackageFiles where) {
    for (Location place : fresh) {
      PackageNode here = tree.packageAt(place);
      if (here != null
          && allowed.contains(here.location())
          && !InstallScripts.of(here, false, where).isEmpty()) {
        return true;
      }
    }
    return false;
  }

  /** What an install adds or replaces. */
  static List<Location> freshPlaces(Diff diff) {
    List<Location> fresh = new ArrayList<>();
    for (Diff.Change change : diff.changes()) {
      if (!(change instanceof Diff.Change.Remove)) {
        fresh.add(change.location());
      }
    }
    return fresh;
  }

  /** The project's own folders; every other folder that a link leads to has to be approved. */
  private static Set<Location> workspaces(ProjectFiles project) {
    return project.workspaces().values().stream().map(Location::new).collect(Collectors.toSet());
  }

  /** Who may run install scripts in this project. */
  static ScriptPolicy policyOf(Workbench bench, ProjectFiles project) {
    // Neither global packages nor those of exec belong to a project that could decide.
    boolean decides =
        !bench.settings().flag("global") && !bench.surroundings().command().equals("exec");
    return ScriptPolicy.of(layers(bench.settings(), project, decides), project.folder());
  }

  private static ScriptPolicy.Layers layers(
      Settings settings, ProjectFiles project, boolean decides) {
    List<String> flags = new ArrayList<>();
    List<String> inFiles = new ArrayList<>();
    settings
        .find("allow-scripts")
        .filter(setting -> setting.origin().layer() != Layer.DEFAULT)
        .ifPresent(setting ->
            (isFromFile(setting) ? inFiles : flags).addAll(settings.list("allow-scripts")));
    return new ScriptPolicy.Layers(flags, decides ? project.manifest() : null, inFiles);
  }

  private static boolean isFromFile(Setting setting) {
    return setting.origin().layer() != Layer.CLI && setting.origin().layer() != Layer.ENV;
  }

  private void warn(String text) {
    bench.surroundings().reporter().on(new Event.Warning("allow-scripts", text));
  }
}
