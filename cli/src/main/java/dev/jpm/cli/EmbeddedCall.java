package dev.jpm.cli;

import java.io.InputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;

/** Calls of jpm from another program, in its process; that program goes on, however they end. */
public final class EmbeddedCall {
  private EmbeddedCall() {}

  /**
   * Runs jpm with {@code args} in {@code folder}; the exit code.
   *
   * @param out what people and programs read
   * @param err warnings and errors
   */
  public static int run(Path folder, List<String> args, PrintStream out, PrintStream err) {
    Session.Streams streams =
        new Session.Streams(InputStream.nullInputStream(), out, err, false, false, false);
    return new Cli(Main.session(new Called("jpm", args), streams).in(folder)).run();
  }
}
