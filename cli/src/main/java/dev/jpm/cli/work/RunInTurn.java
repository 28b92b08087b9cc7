package dev.jpm.cli.work;

import dev.jpm.cli.ChosenWorkspaces;
import dev.jpm.cli.Invocation;
import dev.jpm.cli.terminal.ErrorRenderer;
import dev.jpm.cli.terminal.Level;
import dev.jpm.cli.terminal.Terminal;
import dev.jpm.model.error.JpmException;
import dev.jpm.runtime.RunPlan;
import dev.jpm.runtime.RunningScripts;
import dev.jpm.runtime.ScriptFailure;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * One script as npm runs it: in the project, or in each workspace that was asked for, one after
 * another with the whole terminal. In workspaces a failure is told and the next one has its turn;
 * the exit code is that of the last failure.
 */
final class RunInTurn {
  private final Invocation call;
  private final CallScripts scripts;
  private final RunWords words;

  RunInTurn(Invocation call, CallScripts scripts, RunWords words) {
    this.call = call;
    this.scripts = scripts;
    this.words = words;
  }

  int run(RunningScripts group) {
    ChosenWorkspaces chosen = ChosenWorkspaces.of(call);
    if (chosen.isEmpty()) {
      return failure(ScriptFolder.in("", call.project().localPrefix()), group)
          .map(ScriptFailure::exitCode)
          .orElse(0);
    }
    int last = 0;
    int left = chosen.withRoot(call).folders().size();
    for (Map.Entry<String, Path> folder : chosen.withRoot(call).folders().entrySet()) {
      left--;
      if (group.wasEnded()) {
        break;
      }
      int code = runIn(ScriptFolder.in(folder.getKey(), folder.getValue()), group, left > 0);
      last = code == 0 ? last : code;
    }
    return last;
  }

  private int runIn(ScriptFolder in, RunningScripts group, boolean more) {
    try {
      Optional<ScriptFailure> failure = failure(in, group);
      failure.ifPresent(told ->
          tell(
              more,
              () -> {
                log("code", Integer.toString(told.exitCode()));
                log("path", in.folder().toString());
                where(in);
                log("", "command failed");
                log("command", told.commandLine());
              }));
      return failure.map(ScriptFailure::exitCode).orElse(0);
    } catch (JpmException e) {
      tell(
          more,
          () -> {
            where(in);
            new ErrorRenderer(call.terminal(), false).render(e);
          });
      return 1;
    }
  }

  private Optional<ScriptFailure> failure(ScriptFolder in, RunningScripts group) {
    RunPlan plan = scripts.plan(in, words.scripts().getFirst(), words.arguments());
    return plan.steps().isEmpty()
        ? Optional.empty()
        : scripts.start().firstFailure(plan, in.folder(), in.manifest(), group);
  }

  private void tell(boolean more, Runnable detail) {
    log("", "Lifecycle script `" + words.scripts().getFirst() + "` failed with error:");
    detail.run();
    Terminal terminal = call.terminal();
    if (more && terminal.level().shows(Level.ERROR)) {
      terminal.talk("");
    }
  }

  private void where(ScriptFolder in) {
    log("workspace", in.id());
    log("location", in.folder().toString());
  }

  private void log(String title, String text) {
    call.terminal().log(Level.ERROR, title, text);
  }
}
