package dev.jpm.cli.terminal;

import dev.jpm.model.error.ErrorCode;
import dev.jpm.model.error.JpmException;
import dev.jpm.model.error.JpmException.Because;
import dev.jpm.model.error.Redacted;
import dev.jpm.runtime.ScriptFailure;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Tells an error: its code, its sentence, each distinct cause once, and what to do. */
public final class ErrorRenderer {
  private final Terminal terminal;
  private final boolean json;

  public ErrorRenderer(Terminal terminal, boolean json) {
    this.terminal = terminal;
    this.json = json;
  }

  /** Tells an error that people can do something about. */
  public void render(JpmException error) {
    String title = title(error.code());
    Because because = error.because();
    List<String> detail = new ArrayList<>(causes(error));
    if (because != null) {
      for (int i = 0; i < because.lines().size(); i++) {
        detail.add("  ".repeat(i + 1) + because.lines().get(i));
      }
    }
    detail.addAll(error.hints().isEmpty() ? standingAdvice(error.code()) : error.hints());
    terminal.log(Level.ERROR, "code", error.code().name());
    terminal.log(Level.ERROR, title, error.sentence());
    for (String line : detail) {
      terminal.log(Level.ERROR, title, line);
    }
    if (json || terminal.isAnsweringInJson()) {
      Object facts = because == null ? null : because.facts();
      tellJson(error.code().name(), error.sentence(), detail, facts);
    }
  }

  /** Tells of a script that ended the command, in npm's words. */
  public void renderScript(ScriptFailure failure) {
    List<String> detail = new ArrayList<>(failure.output());
    detail.addAll(failure.hints());
    terminal.log(Level.ERROR, "code", Integer.toString(failure.exitCode()));
    terminal.log(Level.ERROR, "path", failure.command().folder().toString());
    terminal.log(Level.ERROR, "", "command failed");
    terminal.log(Level.ERROR, "command", failure.commandLine());
    detail.forEach(text -> terminal.log(Level.ERROR, "", text));
    if (json || terminal.isAnsweringInJson()) {
      detail.addFirst(failure.commandLine());
      tellJson(failure.exitCode(), "command failed", detail, null);
    }
  }

  /** Tells an error that is ours. */
  public void renderInternal(Throwable error) {
    String sentence = "jpm itself failed: " + Redacted.text(error.toString());
    List<String> advice = new ArrayList<>();
    advice.add("This is a fault of jpm. Please report it with what --loglevel verbose tells.");
    terminal.log(Level.ERROR, "code", ErrorCode.EINTERNAL.name());
    terminal.log(Level.ERROR, "", sentence);
    StringWriter stack = new StringWriter();
    error.printStackTrace(new PrintWriter(stack));
    terminal.log(Level.VERBOSE, "stack", stack.toString().stripTrailing());
    advice.forEach(line -> terminal.log(Level.ERROR, "", line));
    if (json || terminal.isAnsweringInJson()) {
      tellJson(ErrorCode.EINTERNAL.name(), sentence, advice, null);
    }
  }

  private void tellJson(
      Object code, String summary, List<String> detail, @Nullable Object because) {
    Map<String, Object> error = new LinkedHashMap<>();
    error.put("code", code);
    error.put("summary", summary);
    error.put("detail", String.join("\n", detail));
    if (because != null) {
      error.put("because", because);
    }
    terminal.jsonError(error);
  }

  /** What lower layers said, where it says more than the sentence does. */
  private static List<String> causes(JpmException error) {
    Set<String> told = new LinkedHashSet<>();
    @Nullable Throwable cause = error.getCause();
    for (int depth = 0; cause != null && depth < 8; depth++, cause = cause.getCause()) {
      String message = cause instanceof JpmException inner ? inner.sentence() : cause.getMessage();
      if (cause instanceof JpmException
          && message != null
          && !error.sentence().contains(message)
          && told.stream().noneMatch(line -> line.contains(message))) {
        told.add("because: " + message);
      }
    }
    return List.copyOf(told);
  }

  /** The word that npm puts before the lines of such an error. */
  private static String title(ErrorCode code) {
    return switch (code) {
      case E404 -> "404";
      case E403 -> "403";
      case ETARGET -> "notarget";
      case EBADPLATFORM -> "notsup";
      case EBADENGINE -> "engine";
      case EJSONPARSE -> "JSON.parse";
      case ENOENT -> "enoent";
      case ENOSPC -> "nospc";
      case EROFS -> "rofs";
      case ENEEDAUTH -> "need auth";
      case ECONNRESET, ENOTFOUND, ETIMEDOUT -> "network";
      case ERESOLVE -> "ERESOLVE";
      case EBADDEVENGINES -> "EBADDEVENGINES";
      default -> "";
    };
  }

  /** What always helps with such an error, where nobody knew better. */
  private static List<String> standingAdvice(ErrorCode code) {
    return switch (code) {
      case ECONNREFUSED, ECONNRESET, ENOTFOUND, ETIMEDOUT ->
          List.of(
              "Check the network connection; behind a proxy, set it: jpm config set https-proxy <url>");
      case ETLS, ESELFSIGNED ->
          List.of("If the server's certificate comes from your company, name it: cafile=<file>");
      case ENOSPC -> List.of("Clear up some disk space and try again");
      case EACCES -> List.of("Check who owns the file and the folder that it lies in");
      case E401, ENEEDAUTH ->
          List.of("Check the token of this registry in .npmrc: //<host>/:_authToken=<token>");
      default -> List.of();
    };
  }
}
