package dev.jpm.testing;

import dev.jpm.registrymock.MockRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Runs npm over scenarios and keeps what it makes of them: {@code java …ScenarioRecorder FOLDER
 * [NAME…]}. The npm and Node.js on PATH are asked, so they decide what is right; record with the
 * release that jpm bundles.
 */
public final class ScenarioRecorder {
  private static final Pattern CODE = Pattern.compile("npm (?:error|ERR!) code (\\S+)");

  /**
   * Takes the list of keys away that npm would fetch from elsewhere, so that it asks registries.
   */
  private static final String WITHOUT_KEYS_FROM_ELSEWHERE =
      """
      const Module = require('module')
      const load = Module._load
      const getTarget = async () => {
        throw Object.assign(new Error('none'), { code: 'TUF_FIND_TARGET_ERROR' })
      }
      Module._load = (name, ...more) =>
        name === '@sigstore/tuf' ? { initTUF: async () => ({ getTarget }) } : load(name, ...more)
      """;

  private static final String PRELOAD = "preload.js";

  private final Path scratch;
  private final Path folder;

  private ScenarioRecorder(Path scratch, Path folder) {
    this.scratch = scratch;
    this.folder = folder;
  }

  public static void main(String[] arguments) throws Exception {
    Path folder = Path.of(arguments[0]);
    List<String> names = List.of(arguments).subList(1, arguments.length);
    Path scratch = Files.createTempDirectory("jpm-scenarios");
    try {
      Files.writeString(scratch.resolve(PRELOAD), WITHOUT_KEYS_FROM_ELSEWHERE);
      ScenarioRecorder recorder = new ScenarioRecorder(scratch.toRealPath(), folder);
      for (Scenario scenario : Scenario.in(folder)) {
        if (names.isEmpty() || names.contains(scenario.name())) {
          recorder.record(scenario);
        }
      }
    } finally {
      Folders.remove(scratch);
    }
  }

  private void record(Scenario scenario) throws IOException, InterruptedException {
    try (MockRegistry registry = MockRegistry.start()) {
      scenario.world().publishTo(registry);
      TempProject project =
          scenario.world().writeTo(scratch.resolve(scenario.name()).resolve("project"));
      CommandResult last = new CommandResult(0, "", "");
      for (World.Step step : scenario.world().steps()) {
        switch (step) {
          case World.Step.Run run -> {
            List<String> quiet = new ArrayList<>(run.arguments());
            quiet.addAll(List.of("--no-audit", "--no-fund", "--ignore-scripts"));
            last = npm(project, registry, quiet);
          }
          case World.Step.Write write -> write.files().forEach(project::file);
        }
      }
      Matcher code = CODE.matcher(last.stderr());
      String error = code.find() ? code.group(1) : "";
      if (!error.equals(scenario.error())) {
        throw new AssertionError(
            scenario.name() + " expects error '" + scenario.error() + "'\n" + last.transcript());
      }
      List<CommandResult> answers = new ArrayList<>();
      for (List<String> ask : scenario.asks()) {
        CommandResult answer = npm(project, registry, ask);
        System.err.print(answer.stderr());
        answers.add(answer);
      }
      Path recorded = Files.createDirectories(folder.resolve("recorded"));
      Files.writeString(
          recorded.resolve(scenario.name() + ".txt"),
          scenario.transcript(project, registry, answers));
    }
  }

  private CommandResult npm(TempProject project, MockRegistry registry, List<String> arguments)
      throws InterruptedException {
    List<String> command = new ArrayList<>(List.of("npm"));
    command.addAll(arguments);
    Map<String, String> environment =
        Map.of(
            "NODE_OPTIONS", "--require=" + scratch.resolve(PRELOAD),
            "PATH", System.getenv("PATH"),
            "HOME", scratch.toString(),
            "npm_config_cache", scratch.resolve("cache").toString(),
            "npm_config_registry", registry.url(),
            "npm_config_globalconfig", scratch.resolve("no-npmrc").toString(),
            "npm_config_prefix", project.folder().resolveSibling("global").toString(),
            "npm_config_audit", "false",
            "npm_config_update_notifier", "false");
    try (SpawnedCommand npm = SpawnedCommand.start(project.folder(), environment, command)) {
      return npm.await();
    }
  }
}
