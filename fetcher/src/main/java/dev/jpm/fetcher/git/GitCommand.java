package dev.jpm.fetcher.git;

import dev.jpm.fetcher.Pause;
import dev.jpm.fetcher.RetryPolicy;
import dev.jpm.model.error.ErrorCode;
import dev.jpm.model.error.JpmException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Runs the machine's git, without ever waiting for an answer from a person. What fails because of
 * the network is tried again.
 */
public final class GitCommand {
  private static final Pattern NETWORK =
      Pattern.compile(
          "remote error: Internal Server Error|The remote end hung up unexpectedly"
              + "|Connection timed out|Operation timed out|Failed to connect to .* Timed out"
              + "|Connection reset by peer|SSL_ERROR_SYSCALL"
              + "|The requested URL returned error: 503");

  private final String program;
  private final Map<String, String> env;
  private final RetryPolicy retries;
  private final Pause pause;
  private volatile @Nullable Boolean sshConfigured;

  /**
   * A way to run git.
   *
   * @param program the executable: a path, or a name that is looked for on the PATH
   * @param env the environment that it gets
   */
  public GitCommand(String program, Map<String, String> env, RetryPolicy retries, Pause pause) {
    this.program = program;
    this.env = Map.copyOf(env);
    this.retries = retries;
    this.pause = pause;
  }

  /**
   * What git wrote to its standard output.
   *
   * @param folder where it runs; null for anywhere
   * @throws JpmException ENOGIT where there is no git, EGIT where it fails
   */
  String run(@Nullable Path folder, List<String> arguments) {
    for (int attempt = 1; ; attempt++) {
      Outcome outcome = runOnce(folder, arguments);
      if (outcome.code() == 0) {
        return outcome.out();
      }
      if (attempt >= retries.attempts() || !NETWORK.matcher(outcome.err()).find()) {
        throw failed(arguments, outcome);
      }
      waitAfter(attempt);
    }
  }

  private record Outcome(int code, String out, String err) {}

  private Outcome runOnce(@Nullable Path folder, List<String> arguments) {
    Map<String, String> environment = environment();
    if (!environment.containsKey("GIT_SSH") && !isSshConfigured()) {
      environment.putIfAbsent("GIT_SSH_COMMAND", "ssh -oStrictHostKeyChecking=accept-new");
    }
    return start(folder, arguments, environment);
  }

  /** The variable that accepts new hosts would overrule a program that the user has configured. */
  private boolean isSshConfigured() {
    Boolean known = sshConfigured;
    if (known == null) {
      List<String> question = List.of("config", "--get", "core.sshCommand");
      known = start(null, question, environment()).code() == 0;
      sshConfigured = known;
    }
    return known;
  }

  private Outcome start(
      @Nullable Path folder, List<String> arguments, Map<String, String> environment) {
    List<String> line = new ArrayList<>(List.of(program, "--no-replace-objects"));
    line.addAll(arguments);
    ProcessBuilder builder = new ProcessBuilder(line);
    if (folder != null) {
      builder.directory(folder.toFile());
    }
    builder.environment().clear();
    builder.environment().putAll(environment);
    Process process;
    try {
      process = builder.start();
    } catch (IOException e) {
      throw JpmException.of(ErrorCode.ENOGIT, "There is no git on this machine: " + program, e)
          .withHint("Install git, or name its executable: jpm config set git <path>");
    }
    try {
      process.getOutputStream().close();
      // Reading does not notice interrupts, so that this thread does none of it.
      Told out = new Told(process.getInputStream());
      Told err = new Told(process.getErrorStream());
      int code = process.waitFor();
      return new Outcome(code, out.text(), err.text());
    } catch (IOException e) {
      throw JpmException.of(ErrorCode.EGIT, "git cannot be talked to", e);
    } catch (InterruptedException e) {
      process.descendants().forEach(ProcessHandle::destroy);
      process.destroy();
      Thread.currentThread().interrupt();
      throw JpmException.of(ErrorCode.EGIT, "git was interrupted", e);
    }
  }

  /** What a stream says to its end, read beside whoever waits for it. */
  private static final class Told {
    private final StringBuilder text = new StringBuilder();
    private final Thread reader;

    Told(InputStream in) {
      reader = Thread.ofVirtual().start(() -> text.append(readAll(in)));
    }

    String text() throws InterruptedException {
      reader.join();
      return text.toString();
    }
  }

  /** As the user has it, but nobody is asked for a password, and messages are in English. */
  private Map<String, String> environment() {
    Map<String, String> environment = new HashMap<>(env);
    // A hook that calls jpm has these set for its own repository.
    List.of("GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE").forEach(environment::remove);
    environment.putIfAbsent("GIT_TERMINAL_PROMPT", "0");
    environment.put("LC_ALL", "C");
    return environment;
  }

  private static String readAll(InputStream in) {
    try (in) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      return "";
    }
  }

  private void waitAfter(int attempt) {
    try {
      pause.sleep(retries.pauseAfter(attempt));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw JpmException.of(ErrorCode.EGIT, "git was interrupted", e);
    }
  }

  private static JpmException failed(List<String> arguments, Outcome outcome) {
    JpmException error =
        JpmException.of(
            ErrorCode.EGIT,
            "git " + String.join(" ", arguments) + " ended with code " + outcome.code());
    String told = outcome.err().strip();
    return told.isEmpty() ? error : error.withHint(told);
  }
}
