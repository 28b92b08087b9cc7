package dev.jpm.cli;

import java.io.InputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;

/**
 * One call of the program: everything that it takes from the process around it, so that a whole
 * call can also run inside a test.
 *
 * @param program the name that it was called by: {@code jpm}, or {@code jpx} for {@code jpm exec}
 * @param cwd the current folder, absolute
 * @param globalPrefix where global packages go unless a setting says otherwise
 * @param streams what is read and written
 */
public record Session(
    String program,
    List<String> args,
    Map<String, String> env,
    Path cwd,
    Path home,
    Path globalPrefix,
    boolean windows,
    Streams streams,
    InstantSource clock) {
  public Session {
    args = List.copyOf(args);
    env = Map.copyOf(env);
  }

  /** The same call, made in another folder. */
  public Session in(Path folder) {
    return new Session(program, args, env, folder, home, globalPrefix, windows, streams, clock);
  }

  /** The three streams, and which of them are a terminal. */
  public record Streams(
      InputStream in,
      PrintStream out,
      PrintStream err,
      boolean inIsTerminal,
      boolean outIsTerminal,
      boolean errIsTerminal) {}
}
