package dev.jpm.cli.command;

import dev.jpm.cli.Invocation;
import java.io.IOException;

/** The work of one command. */
public interface Command {
  /**
   * Does it; the answer is the exit code. Errors for people are thrown as {@link
   * dev.jpm.model.error.JpmException}.
   */
  int run(Invocation call) throws IOException, InterruptedException;
}
