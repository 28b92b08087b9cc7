package dev.jpm.bridge;

import dev.jpm.config.Host;
import dev.jpm.config.Settings;
import dev.jpm.config.SettingsBuilder;
import dev.jpm.fs.FileErrors;
import dev.jpm.install.InstallRequest;
import dev.jpm.install.InstallResult;
import dev.jpm.install.Installation;
import dev.jpm.install.NpmrcFiles;
import dev.jpm.install.Runtimes;
import dev.jpm.install.Surroundings;
import dev.jpm.install.Workbench;
import dev.jpm.model.Manifest;
import dev.jpm.model.error.ErrorCode;
import dev.jpm.model.error.JpmException;
import dev.jpm.model.json.JsonText;
import dev.jpm.runtime.BinChoice;
import dev.jpm.runtime.HostPlatform;
import dev.jpm.runtime.Launcher;
import dev.jpm.runtime.PackageScripts;
import dev.jpm.runtime.RunPlan;
import dev.jpm.runtime.RunPlan.Step;
import dev.jpm.runtime.RunPlan.Wish;
import dev.jpm.runtime.ScriptCommand;
import dev.jpm.runtime.ScriptContext;
import dev.jpm.runtime.ScriptRunner;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Collections;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * A folder with a package.json, for a Java program that works with it: install, run scripts and
 * commands, call functions of its modules. Settings are those that {@code jpm} would have there; no
 * Node.js need be on the machine. Safe for many threads, but one install at a time.
 */
public final class NodeProject implements AutoCloseable {
  private final Path folder;
  private final Workbench bench;
  private @Nullable ScriptContext context;

  private NodeProject(Path folder, Workbench bench) {
    this.folder = folder;
    this.bench = bench;
  }

  /** The project in {@code folder}, in the surroundings of this process. */
  public static NodeProject open(Path folder) {
    return open(folder, BridgeOptions.ofThisProcess());
  }

  /**
   * The project in {@code folder}; the root of it where it has workspaces.
   *
   * @throws JpmException ENOENT where there is no such folder
   */
  public static NodeProject open(Path folder, BridgeOptions options) {
    Path place = real(folder);
    HostPlatform machine = HostPlatform.ofThisMachine();
    Host host =
        Host.of(options.env(), place, System.getProperty("user.home", "/"), machine.isWindows());
    SettingsBuilder builder = new SettingsBuilder(host).environment();
    NpmrcFiles.read(builder, place, host.home());
    Settings settings = builder.settings();
    Surroundings around =
        new Surroundings(
            "run",
            version(),
            options.env(),
            place,
            host.home(),
            place,
            settings.path("prefix").orElse(host.globalPrefix()),
            Launcher.ofThisProcess().command(),
            false,
            machine,
            text -> {},
            options.reporter(),
            InstantSource.system());
    return new NodeProject(place, new Workbench(settings, around));
  }

  private static Path real(Path folder) {
    try {
      return folder.toRealPath();
    } catch (IOException e) {
      throw FileErrors.of(e, "open", folder);
    }
  }

  private static String version() {
    String version = NodeProject.class.getPackage().getImplementationVersion();
    return version == null ? "0.0.0" : version;
  }

  public Path folder() {
    return folder;
  }

  /**
   * {@code jpm install}: what package.json and lockfile ask for; next to nothing where all is
   * there.
   *
   * @throws JpmException as the command's errors
   */
  public Installed install() {
    return installed(InstallRequest.install(bench.settings(), List.of()));
  }

  /**
   * {@code jpm ci}: exactly what the lockfile says, from the ground up.
   *
   * @throws JpmException as the command's errors
   */
  public Installed ci() {
    return installed(InstallRequest.ci());
  }

  /** With tools of its own: they remember what registries have told, which changes. */
  private Installed installed(InstallRequest request) {
    try (Workbench own = new Workbench(bench.settings(), bench.surroundings())) {
      InstallResult result = new Installation(own, request).run();
      return new Installed(
          result.counts().added(),
          result.counts().removed(),
          result.counts().changed(),
          result.heldBack().stream().map(held -> held.line()).toList(),
          result.took());
    }
  }

  /**
   * The Node.js that the project runs on, brought to this machine first where it is not here yet.
   */
  public Path node() {
    return context().runtime().node();
  }

  /**
   * Starts a script of package.json, with those before and after it.
   *
   * @param output hears what they print, from two threads
   * @throws JpmException ENOSCRIPT where there is no such script, with the names there are
   */
  public ScriptRun run(String script, List<String> arguments, Consumer<OutputLine> output) {
    Manifest manifest = manifest();
    Wish wish =
        new Wish(
            script,
            arguments,
            false,
            bench.settings().flag("ignore-scripts"),
            Files.exists(folder.resolve("server.js")),
            "",
            Collections.emptyNavigableMap());
    RunPlan plan = RunPlan.of(manifest, wish, bench.surroundings().host());
    PackageScripts scripts = scripts();
    return ScriptRun.start(
        plan.steps().stream()
            .map(step -> scripts.command(step, folder, manifest, List.of()))
            .toList(),
        output);
  }

  /**
   * Starts a command of an installed package.
   *
   * @param output hears what it prints, from two threads
   * @throws JpmException ENOENT where no installed package has it
   */
  public ScriptRun exec(String bin, List<String> arguments, Consumer<OutputLine> output) {
    Path bins = folder.resolve("node_modules").resolve(".bin");
    if (!Files.exists(bins.resolve(bin))) {
      throw JpmException.of(ErrorCode.ENOENT, "There is no command " + bin + " in " + bins)
          .withHint("Is the package that brings it among the dependencies, and installed?");
    }
    Step step = new Step("npx", BinChoice.quoted(bin, bench.surroundings().host()), arguments);
    return ScriptRun.start(List.of(scripts().command(step, folder, manifest(), List.of())), output);
  }

  /** {@link #worker(WorkerOptions)} with what is usual. */
  public NodeWorker worker(String module) throws InterruptedException {
    return worker(WorkerOptions.of(module));
  }

  /**
   * Starts a Node.js with a module of the project and keeps it open for calls. Returns when the
   * module is loaded.
   *
   * @throws JavaScriptException where loading the module throws
   * @throws WorkerEndedException where Node.js ends meanwhile
   */
  public NodeWorker worker(WorkerOptions options) throws InterruptedException {
    ScriptCommand like =
        scripts().command(new Step("worker", "node", List.of()), folder, manifest(), List.of());
    return NodeWorker.start(like, node(), WorkerProgram.in(bench.cacheFolder()), folder, options);
  }

  private PackageScripts scripts() {
    String shell = bench.settings().text("script-shell");
    Surroundings around = bench.surroundings();
    return new PackageScripts(
        new ScriptRunner(around.standard(), around.reporter()),
        context(),
        shell.isEmpty() ? null : shell);
  }

  private synchronized ScriptContext context() {
    ScriptContext ready = context;
    if (ready == null) {
      ready = Runtimes.of(bench, folder, manifest()).scripts(folder);
      context = ready;
    }
    return ready;
  }

  private Manifest manifest() {
    Path file = folder.resolve("package.json");
    try {
      return Files.exists(file)
          ? new Manifest(JsonText.parseObject(Files.readString(file), file.toString()))
          : new Manifest(JsonNodeFactory.instance.objectNode());
    } catch (IOException e) {
      throw FileErrors.of(e, "read", file);
    }
  }

  /** Puts tools away; what was started goes on. */
  @Override
  public void close() {
    bench.close();
  }
}
