package dev.jpm.runtime;

import dev.jpm.model.Manifest;
import dev.jpm.runtime.RunPlan.Step;
import dev.jpm.runtime.ScriptEnvironment.Subject;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Runs the scripts of the project itself or of a workspace, in the foreground. */
public final class PackageScripts {
  private final ScriptRunner runner;
  private final ScriptContext context;
  private final @Nullable String scriptShell;
  private final Map<String, String> variables;

  /**
   * @param scriptShell the setting script-shell, or null
   */
  public PackageScripts(ScriptRunner runner, ScriptContext context, @Nullable String scriptShell) {
    this(runner, context, scriptShell, Map.of());
  }

  private PackageScripts(
      ScriptRunner runner,
      ScriptContext context,
      @Nullable String scriptShell,
      Map<String, String> variables) {
    this.runner = runner;
    this.context = context;
    this.scriptShell = scriptShell;
    this.variables = Map.copyOf(variables);
  }

  /** The same with variables of the environment that win over inherited ones. */
  public PackageScripts with(Map<String, String> more) {
    Map<String, String> all = new HashMap<>(variables);
    all.putAll(more);
    return new PackageScripts(runner, context, scriptShell, all);
  }

  /** Runs a plan up to the first script that fails; its exit, or that of the last. */
  public ScriptExit run(RunPlan plan, Path folder, Manifest manifest) {
    return firstFailure(plan, folder, manifest)
        .map(ScriptFailure::exit)
        .orElseGet(() -> new ScriptExit(0, "", ""));
  }

  /** Runs a plan up to the first script that fails and tells of that one. */
  public Optional<ScriptFailure> firstFailure(RunPlan plan, Path folder, Manifest manifest) {
    return firstFailure(plan, folder, manifest, new RunningScripts());
  }

  /** The same for scripts that may be ended with others. */
  public Optional<ScriptFailure> firstFailure(
      RunPlan plan, Path folder, Manifest manifest, RunningScripts group) {
    for (Step step : plan.steps()) {
      if (group.wasEnded()) {
        break;
      }
      ScriptCommand command = command(step, folder, manifest, List.of());
      ScriptExit exit = runner.run(command, group);
      if (!exit.isSuccess()) {
        return Optional.of(new ScriptFailure(command, exit, List.of()));
      }
    }
    return Optional.empty();
  }

  /**
   * The command of one step, for whoever starts it in another way.
   *
   * @throws dev.jpm.model.error.JpmException ESCRIPTLOOP where it would start itself for ever
   */
  public ScriptCommand command(Step step, Path folder, Manifest manifest, List<Path> binFolders) {
    Map<String, String> more = new HashMap<>(variables);
    more.put(
        ScriptChain.VARIABLE,
        ScriptChain.of(context.inherited()).with(step.event(), folder, manifest.scripts()));
    Subject subject = new Subject(folder, manifest, step.event(), step.script(), binFolders, more);
    return ScriptCommand.of(context, subject, step.arguments(), scriptShell);
  }
}
