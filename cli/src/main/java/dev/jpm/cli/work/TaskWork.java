package dev.jpm.cli.work;

import dev.jpm.cli.Invocation;
import dev.jpm.cli.terminal.ScriptLines;
import dev.jpm.cli.terminal.ScriptLines.Voice;
import dev.jpm.cli.work.KeptTasks.Kept;
import dev.jpm.runtime.PackageScripts;
import dev.jpm.runtime.RunPlan;
import dev.jpm.runtime.RunPlan.Step;
import dev.jpm.runtime.RunningScripts;
import dev.jpm.runtime.ScriptCommand;
import dev.jpm.runtime.ScriptRunner;
import dev.jpm.runtime.task.Task;
import dev.jpm.runtime.task.TaskRunner.End;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Runs one task: a script with what comes before and after it. */
final class TaskWork {
  private final Invocation call;
  private final CallScripts scripts;
  private final KeptTasks kept;
  private final @Nullable ScriptLines lines;
  private final boolean withPaths;

  /**
   * @param lines where tasks print side by side, each line behind a name; null where each has the
   *     terminal for itself
   * @param withPaths whether packages have to be told apart
   */
  TaskWork(
      Invocation call,
      CallScripts scripts,
      KeptTasks kept,
      @Nullable ScriptLines lines,
      boolean withPaths) {
    this.call = call;
    this.scripts = scripts;
    this.kept = kept;
    this.lines = lines;
    this.withPaths = withPaths;
  }

  End run(ScriptFolder in, Task task, List<String> arguments, RunningScripts group) {
    RunPlan plan = scripts.plan(in, task.script(), arguments, true);
    Optional<Kept> results = kept.of(in, task, plan);
    if (lines == null && results.isEmpty()) {
      ScriptRunner runner = scripts.runner();
      PackageScripts start = scripts.start();
      return new End(
          runAll(plan, group, step -> runner.run(command(start, step, in), group).code()), false);
    }
    Voice voice =
        lines == null
            ? new ScriptLines(call.terminal(), false, group::end).alone()
            : lines.of(withPaths ? task.toString() : task.script());
    Optional<String> printed = results.flatMap(Kept::restore);
    if (printed.isPresent()) {
      Printed.replay(printed.get(), voice);
      voice.ends("Restored, for nothing that it reads has changed");
      return new End(0, true);
    }
    return handOn(in, plan, group, voice, results.orElse(null));
  }

  /** Runs the task with its lines handed on, and keeps what came of it where that is wanted. */
  private End handOn(
      ScriptFolder in, RunPlan plan, RunningScripts group, Voice voice, @Nullable Kept results) {
    ScriptRunner runner = scripts.runner();
    PackageScripts start = scripts.start(colors());
    Printed printed = new Printed(voice);
    long begun = System.nanoTime();
    int code =
        runAll(
            plan,
            group,
            step -> {
              voice.starts(step.shown());
              return runner.stream(command(start, step, in), printed, group).code();
            });
    if (results != null && code == 0 && !group.isEnding()) {
      results.keep(printed.text());
    }
    voice.ends(
        code == 0 ? "Done in " + TaskSummary.shown(System.nanoTime() - begun) : failed(code));
    return new End(code, false);
  }

  private interface StepRun {
    int of(Step step);
  }

  private static int runAll(RunPlan plan, RunningScripts group, StepRun run) {
    int code = 0;
    for (Step step : plan.steps()) {
      code = code == 0 && !group.isEnding() ? run.of(step) : code;
    }
    return code;
  }

  private static String failed(int code) {
    return String.format(Locale.ROOT, "Failed (exit code %d)", code);
  }

  private static ScriptCommand command(PackageScripts start, Step step, ScriptFolder in) {
    return start.command(step, in.folder(), in.manifest(), List.of());
  }

  /** Scripts whose lines are handed on see no terminal, but what they print ends on one. */
  private Map<String, String> colors() {
    Map<String, String> env = call.session().env();
    boolean decided = env.containsKey("FORCE_COLOR") || env.containsKey("NO_COLOR");
    return call.terminal().onOut().on() && !decided ? Map.of("FORCE_COLOR", "1") : Map.of();
  }
}
