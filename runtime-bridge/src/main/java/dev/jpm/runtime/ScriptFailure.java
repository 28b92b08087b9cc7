package dev.jpm.runtime;

import java.util.List;
import java.util.stream.Stream;

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

  /** What the script had written, without empty lines around it: standard output, then error. */
  public List<String> output() {
    return Stream.of(exit.stdout(), exit.stderr())
        .map(String::strip)
        .filter(text -> !text.isEmpty())
        .toList();
  }

  /** The program and its arguments in one line, for people. */
  public String commandLine() {
    return String.join(" ", command.commandLine());
  }
}
