package dev.jpm.runtime;

import dev.jpm.model.Manifest;
import dev.jpm.runtime.RunPlan.Step;
import dev.jpm.runtime.ScriptEnvironment.Subject;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Runs the scripts of the project itself or of a workspace, in the foreground. */
public final class PackageScripts {
  private final ScriptRunner runner;
  private final ScriptContext context;
  private final @Nullable String scriptShell;

  /**
   * @param scriptShell the setting script-shell, or null
   */
  public PackageScripts(ScriptRunner runner, ScriptContext context, @Nullable String scriptShell) {
    this.runner = runner;
    this.context = context;
    this.scriptShell = scriptShell;
  }

  /** Runs a plan up to the first script that fails; its exit, or that of the last. */
  public ScriptExit run(RunPlan plan, Path folder, Manifest manifest) {
    return firstFailure(plan, folder, manifest)
        .map(ScriptFailure::exit)
        .orElseGet(() -> new ScriptExit(0, "", ""));
  }

  /** Runs a plan up to the first script that fails and tells of that one. */
  public Optional<ScriptFailure> firstFailure(RunPlan plan, Path folder, Manifest manifest) {
    for (Step step : plan.steps()) {
      ScriptCommand command = command(step, folder, manifest, List.of());
      ScriptExit exit = runner.run(command);
      if (!exit.isSuccess()) {
        return Optional.of(new ScriptFailure(command, exit, List.of()));
      }
    }
    return Optional.empty();
  }

  /** The command of one step, for whoever starts it in another way. */
  public ScriptCommand command(Step step, Path folder, Manifest manifest, List<Path> binFolders) {
    Subject subject =
        new Subject(folder, manifest, step.event(), step.script(), binFolders, Map.of());
    return ScriptCommand.of(context, subject, step.arguments(), scriptShell);
  }
}
