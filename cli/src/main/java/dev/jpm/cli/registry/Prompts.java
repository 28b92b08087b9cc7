package dev.jpm.cli.registry;

import dev.jpm.cli.Invocation;
import dev.jpm.cli.terminal.Level;
import dev.jpm.model.error.ErrorCode;
import dev.jpm.model.error.JpmException;
import java.io.ByteArrayOutputStream;
import java.io.Console;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * Asks people for what a registry wants to know of them, until it can be meant. Questions go to
 * standard error, so that standard output is the result alone.
 */
public final class Prompts {
  private static final int LONGEST_NAME = 214;
  private static final int LONGEST_EMAIL = 254;
  private static final Pattern EMAIL = Pattern.compile("[^@]+@.+\\..+");
  private static final Pattern OTP = Pattern.compile("[\\d ]+|[A-Fa-f0-9]{64}");

  private final Invocation call;

  public Prompts(Invocation call) {
    this.call = call;
  }

  String username(String question) {
    return until(question, this::line, Prompts::nameProblem).strip();
  }

  String email(String question) {
    return until(question, this::line, Prompts::emailProblem).strip();
  }

  /** Not shown while it is typed. */
  String password(String question) {
    return until(question, this::hidden, _ -> Optional.empty());
  }

  /** One that is typed twice; {@code prefix} stands before what is told of it. */
  public String newPassword(String prefix) {
    while (true) {
      String wanted = password("New password:");
      if (wanted.equals(password("       Again:"))) {
        return wanted;
      }
      call.terminal().log(Level.WARN, prefix, "Passwords do not match, please try again.");
    }
  }

  String otp(String question) {
    return until(
            question,
            this::line,
            text -> OTP.matcher(text).matches() ? Optional.empty() : Optional.of(""))
        .replace(" ", "");
  }

  private String until(
      String question, Function<String, String> asked, Function<String, Optional<String>> problem) {
    while (true) {
      String answer = asked.apply(question);
      if (answer.isEmpty()) {
        continue;
      }
      Optional<String> wrong = problem.apply(answer);
      if (wrong.isEmpty()) {
        return answer;
      }
      if (!wrong.get().isEmpty()) {
        call.terminal().log(Level.WARN, "", wrong.get());
      }
    }
  }

  /** What somebody answers to a question, in small letters. */
  String answer(String question) {
    return line(question).strip().toLowerCase(Locale.ROOT);
  }

  private String line(String question) {
    call.terminal().clear();
    call.session().streams().err().print(question + " ");
    call.session().streams().err().flush();
    try {
      return read(call.session().streams().in());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private String hidden(String question) {
    Console console = call.session().streams().inIsTerminal() ? System.console() : null;
    if (console == null || !console.isTerminal()) {
      return line(question);
    }
    char[] typed = console.readPassword("%s ", question);
    if (typed == null) {
      throw canceled();
    }
    return new String(typed);
  }

  private static String read(InputStream in) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    int next = in.read();
    if (next < 0) {
      throw canceled();
    }
    while (next >= 0 && next != '\n') {
      bytes.write(next);
      next = in.read();
    }
    String line = bytes.toString(StandardCharsets.UTF_8);
    return line.endsWith("\r") ? line.substring(0, line.length() - 1) : line;
  }

  private static JpmException canceled() {
    return JpmException.of(ErrorCode.EUSAGE, "canceled: the input ended before it was answered");
  }

  private static Optional<String> nameProblem(String name) {
    if (!name.equals(name.toLowerCase(Locale.ROOT))) {
      return Optional.of("Name must be lowercase");
    }
    String encoded = URLEncoder.encode(name, StandardCharsets.UTF_8);
    if (!encoded.equals(name)) {
      return Optional.of("Name may not contain non-url-safe chars");
    }
    if (name.startsWith(".")) {
      return Optional.of("Name may not start with \".\"");
    }
    return name.length() > LONGEST_NAME
        ? Optional.of("Name length must be less than or equal to 214 characters long")
        : Optional.empty();
  }

  private static Optional<String> emailProblem(String email) {
    if (email.length() > LONGEST_EMAIL) {
      return Optional.of("Email length must be less then or equal to 254 characters long");
    }
    return EMAIL.matcher(email).matches()
        ? Optional.empty()
        : Optional.of("Email must be an email address");
  }
}
