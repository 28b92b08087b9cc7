package dev.jpm.runtime;

import dev.jpm.model.error.ErrorCode;
import dev.jpm.model.error.JpmException;
import java.util.ArrayList;
import java.util.List;

/**
 * A script that failed where its failure ends the command.
 *
 * @param command what ran
 * @param exit how it ended, with its output where that was collected
 * @param hints what may be missing on this machine; may be empty
 */
public record ScriptFailure(ScriptCommand command, ScriptExit exit, List<String> hints) {
  public ScriptFailure {
    hints = List.copyOf(hints);
  }

  /** What jpm's own exit code is to be, as npm's: the script's. */
  public int exitCode() {
    return exit.code();
  }

  /** What npm tells of it, line by line: code, path, command, and what the script had written. */
  public List<String> lines() {
    List<String> lines = new ArrayList<>();
    lines.add("code " + exit.code());
    lines.add("path " + command.folder());
    lines.add("command failed");
    lines.add("command " + String.join(" ", command.commandLine()));
    exit.stdout().strip().lines().forEach(lines::add);
    exit.stderr().strip().lines().forEach(lines::add);
    return lines;
  }

  /** The same as an error; the exit code has to be taken from {@link #exitCode}. */
  public JpmException toException() {
    String who = command.id() == null ? command.folder().toString() : command.id();
    JpmException exception =
        JpmException.of(
            ErrorCode.ELIFECYCLE,
            "The script \"" + command.event() + "\" of " + who + " ended with code " + exit.code());
    exception = exception.withHint(String.join("\n", lines()));
    for (String hint : hints) {
      exception = exception.withHint(hint);
    }
    return exception;
  }
}
