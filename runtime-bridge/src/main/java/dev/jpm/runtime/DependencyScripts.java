package dev.jpm.runtime;

import dev.jpm.model.tree.Location;
import dev.jpm.model.tree.Tree;
import dev.jpm.runtime.BuildQueue.Entry;
import dev.jpm.runtime.BuildQueue.Groups;
import dev.jpm.runtime.ScriptEnvironment.Subject;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.SequencedSet;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Runs the install scripts of dependencies in npm's order. First packages, then links: all
 * preinstall, for links prepare, then bins, all install, all postinstall. Within an event shallow
 * packages begin before deep ones, several at a time; one at a time where they use the terminal.
 */
public final class DependencyScripts {
  static final Set<String> EVENTS = Set.of("preinstall", "prepare", "install", "postinstall");

  private final ScriptRunner runner;
  private final ScriptContext context;
  private final Options options;
  private final PackageFiles files;
  private final ToolPackages tools;

  /**
   * @param tools is asked for node-gyp where a script begins with it
   */
  public DependencyScripts(
      ScriptRunner runner,
      ScriptContext context,
      Options options,
      PackageFiles files,
      ToolPackages tools) {
    this.runner = runner;
    this.context = context;
    this.options = options;
    this.files = files;
    this.tools = tools;
  }

  /**
   * How they run.
   *
   * @param scriptShell the setting script-shell, or null
   * @param foreground the setting foreground-scripts: with the terminal's streams, in turn
   * @param ignoreScripts the setting ignore-scripts: bins are linked and nothing else happens
   * @param parallel how many at a time in the background; npm takes one less than there are
   *     processors, at least one
   * @param sandbox what scripts run in, or null
   */
  public record Options(
      @Nullable String scriptShell,
      boolean foreground,
      boolean ignoreScripts,
      int parallel,
      @Nullable Sandbox sandbox) {
    /** Without a sandbox. */
    public Options(
        @Nullable String scriptShell, boolean foreground, boolean ignoreScripts, int parallel) {
      this(scriptShell, foreground, ignoreScripts, parallel, null);
    }

    int limit() {
      return foreground ? 1 : Math.max(1, parallel);
    }
  }

  /**
   * What to build.
   *
   * @param tree as it lies on disk
   * @param places in it that are new, with the project's own links
   * @param allowed packages whose scripts may run, by their own locations (for a link: its target);
   *     workspaces among them
   * @param optionalSet all places that go when the optional package at one of them fails; null
   *     where failures of optional packages count like others ({@code rebuild})
   */
  public record Request(
      Tree tree,
      Collection<Location> places,
      Set<Location> allowed,
      @Nullable Function<Location, Set<Location>> optionalSet) {}

  /**
   * What came of it.
   *
   * @param givenUp places of optional packages whose scripts failed and of all that only they need;
   *     the caller removes them
   * @param failure what ended the build, or null where all went well
   */
  public record Result(SequencedSet<Location> givenUp, @Nullable ScriptFailure failure) {}

  /** One build: what it has given up so far, and whether it goes on. */
  private static final class Progress {
    private final Set<Location> givenUp = ConcurrentHashMap.newKeySet();
    private volatile @Nullable ScriptFailure failure;

    private synchronized void fail(ScriptFailure by) {
      failure = failure == null ? by : failure;
    }
  }

  /**
   * Runs everything, or as far as the first failure that counts; scripts that run by then are
   * waited for.
   *
   * @param linkBins links the bins of these places; called once for packages and once for links,
   *     also where scripts are ignored
   */
  public Result run(Request request, Consumer<List<Location>> linkBins) {
    Set<Location> allowed = options.ignoreScripts() ? Set.of() : request.allowed();
    Groups groups = BuildQueue.of(request.tree(), request.places(), allowed::contains, files);
    Progress progress = new Progress();
    ScriptContext ready = withTools(groups);
    build(groups.packages(), request, ready, progress, linkBins, List.of("preinstall"));
    build(groups.links(), request, ready, progress, linkBins, List.of("preinstall", "prepare"));
    return new Result(new LinkedHashSet<>(progress.givenUp), progress.failure);
  }

  private ScriptContext withTools(Groups groups) {
    boolean needed = groups.packages().isBuiltWithNodeGyp() || groups.links().isBuiltWithNodeGyp();
    return needed && context.nodeGyp() == null ? context.withNodeGyp(tools.nodeGyp()) : context;
  }

  private void build(
      BuildQueue queue,
      Request request,
      ScriptContext ready,
      Progress progress,
      Consumer<List<Location>> linkBins,
      List<String> beforeBins) {
    for (String event : beforeBins) {
      runEvent(queue, event, request, ready, progress);
    }
    if (progress.failure == null && !queue.entries().isEmpty()) {
      linkBins.accept(
          queue.places().stream().filter(place -> !progress.givenUp.contains(place)).toList());
    }
    runEvent(queue, "install", request, ready, progress);
    runEvent(queue, "postinstall", request, ready, progress);
  }

  private void runEvent(
      BuildQueue queue, String event, Request request, ScriptContext ready, Progress progress) {
    if (progress.failure == null) {
      Abreast.each(
          queue.with(event),
          options.limit(),
          () -> progress.failure == null,
          entry -> runOne(entry, event, request, ready, progress));
    }
  }

  private void runOne(
      Entry entry, String event, Request request, ScriptContext ready, Progress progress) {
    if (progress.givenUp.contains(entry.at())
        || progress.givenUp.contains(entry.node().location())) {
      return;
    }
    ScriptCommand command = command(entry, event, ready);
    ScriptExit exit =
        options.foreground()
            ? runner.run(command)
            : runner.collect(command, entry.node().location().value());
    if (exit.isSuccess()) {
      return;
    }
    Function<Location, Set<Location>> optionalSet = request.optionalSet();
    if (entry.optional() && optionalSet != null) {
      progress.givenUp.add(entry.at());
      progress.givenUp.addAll(optionalSet.apply(entry.at()));
    } else {
      progress.fail(
          new ScriptFailure(command, exit, NodeGypNeeds.missing(command, context.host())));
    }
  }

  private ScriptCommand command(Entry entry, String event, ScriptContext ready) {
    Subject subject =
        new Subject(
            files.folder(entry.node().location()),
            entry.node().manifest(),
            event,
            entry.scripts().getOrDefault(event, ""),
            List.of(),
            ScriptEnvironment.ofDependency(entry.node()));
    ScriptCommand command = ScriptCommand.of(ready, subject, List.of(), options.scriptShell());
    Sandbox sandbox = options.sandbox();
    return sandbox == null ? command : sandbox.around(command);
  }
}
