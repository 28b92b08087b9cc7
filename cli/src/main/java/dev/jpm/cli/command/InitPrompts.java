package dev.jpm.cli.command;

import dev.jpm.cli.Invocation;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/** Asks on the terminal, or answers every question with its default. */
final class InitPrompts {
  static final String WELCOME =
      """
      This asks for the most common fields of a package.json and suggests a value for each.

      See `jpm help init`. Use `jpm install <pkg>` afterwards to install a package and
      save it as a dependency in the package.json file.

      Press ^C at any time to quit.\
      """;

  private final Invocation call;
  private final boolean yes;
  private boolean ended;

  InitPrompts(Invocation call, boolean yes) {
    this.call = call;
    this.yes = yes;
  }

  /** Whether the input ended before everything was answered. */
  boolean ended() {
    return ended;
  }

  /** Whether nobody is asked. */
  boolean silent() {
    return yes;
  }

  /** The answer to {@code question}; the default where nothing was typed. */
  String ask(String question, String byDefault) throws IOException {
    if (yes || ended) {
      return byDefault;
    }
    call.session().streams().out().print(question + ": " + suggestion(byDefault));
    call.session().streams().out().flush();
    String answer = line(call.session().streams().in()).strip();
    return answer.isEmpty() ? byDefault : answer;
  }

  private static String suggestion(String byDefault) {
    return byDefault.isEmpty() ? "" : "(" + byDefault + ") ";
  }

  /** Tells why an answer was not taken. */
  void refuse(String reason) {
    call.terminal().line(reason);
  }

  private String line(InputStream in) throws IOException {
    java.io.ByteArrayOutputStream bytes = new java.io.ByteArrayOutputStream();
    int next = in.read();
    ended = next < 0;
    while (next >= 0 && next != '\n') {
      bytes.write(next);
      next = in.read();
    }
    return bytes.toString(StandardCharsets.UTF_8);
  }
}
