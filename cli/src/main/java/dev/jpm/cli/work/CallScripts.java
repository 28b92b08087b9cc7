package dev.jpm.cli.work;

import dev.jpm.cache.Store;
import dev.jpm.cli.CommandInfo;
import dev.jpm.cli.CommandTable;
import dev.jpm.cli.Invocation;
import dev.jpm.cli.ManifestFile;
import dev.jpm.fs.FileErrors;
import dev.jpm.install.Runtimes;
import dev.jpm.install.Workbench;
import dev.jpm.model.Manifest;
import dev.jpm.model.error.ErrorCode;
import dev.jpm.model.error.JpmException;
import dev.jpm.runtime.EnvFile;
import dev.jpm.runtime.HostPlatform;
import dev.jpm.runtime.NodeRuntime;
import dev.jpm.runtime.PackageScripts;
import dev.jpm.runtime.RunPlan;
import dev.jpm.runtime.ScriptCommand;
import dev.jpm.runtime.ScriptContext;
import dev.jpm.runtime.ScriptRunner;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * What all scripts of one call share: the runtime, the shell, the environment. The runtime is
 * brought when the first script starts.
 */
final class CallScripts {
  private final Invocation call;
  private final Work work;
  private final Map<String, String> ofFiles;
  private @Nullable ScriptContext context;

  /**
   * @throws JpmException ENOENT where a file of {@code --env-file} is missing
   */
  CallScripts(Invocation call, Work work) {
    this.call = call;
    this.work = work;
    this.ofFiles = variables(call);
  }

  /** What the files of {@code --env-file} say, later ones first, and the environment above all. */
  private static Map<String, String> variables(Invocation call) {
    Map<String, String> found = new LinkedHashMap<>();
    for (String name : call.settings().list("env-file")) {
      Path file = call.session().cwd().resolve(name);
      try {
        found.putAll(EnvFile.parse(Files.readString(file)));
      } catch (NoSuchFileException e) {
        throw JpmException.of(ErrorCode.ENOENT, "There is no file " + file + " (--env-file)", e);
      } catch (IOException e) {
        throw FileErrors.of(e, "read", file);
      }
    }
    found.keySet().removeAll(call.session().env().keySet());
    return found;
  }

  /**
   * What running {@code script} means in a package; without steps where it has none.
   *
   * @throws JpmException ENOSCRIPT where it has none but must
   */
  RunPlan plan(ScriptFolder in, String script, List<String> arguments, boolean ifPresent) {
    return RunPlan.of(
        in.manifest(),
        new RunPlan.Wish(
            script,
            arguments,
            ifPresent,
            call.settings().flag("ignore-scripts"),
            Files.exists(in.folder().resolve("server.js")),
            in.workspace(),
            commands()),
        work.bench().surroundings().host());
  }

  RunPlan plan(ScriptFolder in, String script, List<String> arguments) {
    return plan(in, script, arguments, call.settings().flag("if-present"));
  }

  /** Starts scripts; the terminal is theirs from now on. */
  PackageScripts start() {
    return start(Map.of());
  }

  /** The same with variables of the environment that win over the user's. */
  PackageScripts start(Map<String, String> variables) {
    ScriptContext ready = context();
    work.quiet();
    String shell = call.settings().text("script-shell");
    return new PackageScripts(runner(), ready, shell.isEmpty() ? null : shell)
        .with(ofFiles)
        .with(variables);
  }

  /** Runs Node.js itself where the user stands; answers its exit code. */
  int node(List<String> arguments) {
    PackageScripts start = start();
    NodeRuntime runtime = context().runtime();
    ScriptCommand as =
        start.command(
            new RunPlan.Step("node", "node", arguments),
            call.session().cwd(),
            new Manifest(JsonNodeFactory.instance.objectNode()),
            List.of());
    List<String> line = new ArrayList<>(List.of(runtime.node().toString()));
    line.addAll(arguments);
    return new ScriptRunner(_ -> {}, work.bench().surroundings().reporter())
        .run(as.withLine(line))
        .code();
  }

  /** The release that scripts run on, and what for. */
  String node() {
    HostPlatform host = work.bench().surroundings().host();
    return context().runtime().version() + " " + host.os() + " " + host.cpu();
  }

  /** A variable of the scripts' environment that is not jpm's. */
  Optional<String> variable(String name) {
    return Optional.ofNullable(call.session().env().get(name))
        .or(() -> Optional.ofNullable(ofFiles.get(name)));
  }

  Store store() {
    return work.bench().store();
  }

  ScriptRunner runner() {
    Workbench bench = work.bench();
    return new ScriptRunner(bench.surroundings().standard(), bench.surroundings().reporter());
  }

  private synchronized ScriptContext context() {
    ScriptContext ready = context;
    if (ready == null) {
      Path project = call.project().localPrefix();
      Manifest root =
          call.project().hasPackageJson()
              ? ManifestFile.read(call.project().packageJson())
              : new Manifest(JsonNodeFactory.instance.objectNode());
      ready = Runtimes.of(work.bench(), project, root).scripts(project);
      context = ready;
    }
    return ready;
  }

  private static SequencedMap<String, String> commands() {
    SequencedMap<String, String> commands = new LinkedHashMap<>();
    for (CommandInfo info : CommandTable.all()) {
      commands.put(info.name(), info.summary());
    }
    return commands;
  }
}
