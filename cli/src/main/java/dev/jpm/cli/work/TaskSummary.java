package dev.jpm.cli.work;

import dev.jpm.cli.terminal.Palette;
import dev.jpm.cli.terminal.Terminal;
import dev.jpm.runtime.task.TaskResult;
import dev.jpm.runtime.task.TaskResult.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Tells at the end how many tasks went well, and which did not. */
final class TaskSummary {
  private final Terminal terminal;
  private final boolean withPaths;

  TaskSummary(Terminal terminal, boolean withPaths) {
    this.terminal = terminal;
    this.withPaths = withPaths;
  }

  void tell(List<TaskResult> results) {
    if (terminal.silent()) {
      return;
    }
    List<String> counts = new ArrayList<>();
    count(counts, results, Outcome.DONE, "done");
    count(counts, results, Outcome.RESTORED, "restored");
    count(counts, results, Outcome.FAILED, "failed");
    count(counts, results, Outcome.STOPPED, "stopped");
    count(counts, results, Outcome.NOT_RUN, "not run");
    terminal.talk("");
    terminal.talk(results.size() + " scripts: " + String.join(", ", counts));
    Palette colors = terminal.onErr();
    for (TaskResult result : results) {
      String name = withPaths ? result.task().toString() : result.task().script();
      switch (result.outcome()) {
        case FAILED ->
            terminal.talk(
                colors.red("  failed") + "  " + name + " (exit code " + result.code() + ")");
        case STOPPED -> terminal.talk("  stopped " + name);
        case NOT_RUN -> terminal.talk("  not run " + name);
        case DONE, RESTORED -> {}
      }
    }
  }

  private static void count(
      List<String> counts, List<TaskResult> results, Outcome outcome, String word) {
    long number = results.stream().filter(result -> result.outcome() == outcome).count();
    if (number > 0) {
      counts.add(number + " " + word);
    }
  }

  /** A time as people read it: {@code 340 ms}, {@code 2.4 s}. */
  static String shown(long nanos) {
    long millis = nanos / 1_000_000;
    return millis < 1000 ? millis + " ms" : String.format(Locale.ROOT, "%.1f s", millis / 1000.0);
  }
}
