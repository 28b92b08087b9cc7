package dev.jpm.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** A process of its own, its output collected and readable while it runs. */
public final class SpawnedCommand implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofMinutes(3);

  private final Process process;
  private final ProcessOutput stdout;
  private final ProcessOutput stderr;

  private SpawnedCommand(Process process) {
    this.process = process;
    this.stdout = ProcessOutput.of(process.getInputStream());
    this.stderr = ProcessOutput.of(process.getErrorStream());
  }

  /** Starts {@code command} in {@code folder} with exactly this environment and no input. */
  public static SpawnedCommand start(
      Path folder, Map<String, String> environment, List<String> command) {
    SpawnedCommand started = startTyping(folder, environment, command);
    try {
      started.process.getOutputStream().close();
      return started;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The same for a command that {@link #type} gives input. */
  public static SpawnedCommand startTyping(
      Path folder, Map<String, String> environment, List<String> command) {
    ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
    builder.environment().clear();
    builder.environment().putAll(environment);
    try {
      return new SpawnedCommand(builder.start());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Gives the process input. */
  public void type(String text) throws IOException {
    process.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
    process.getOutputStream().flush();
  }

  /** Waits for the end; a process that takes more than three minutes is killed and fails. */
  public CommandResult await() throws InterruptedException {
    return await(PATIENCE);
  }

  /** The same for what may take longer. */
  public CommandResult await(Duration patience) throws InterruptedException {
    if (!process.waitFor(patience.toSeconds(), TimeUnit.SECONDS)) {
      kill();
      throw new AssertionError("still running after " + patience + ":\n" + stderr.all());
    }
    return new CommandResult(process.exitValue(), stdout.all(), stderr.all());
  }

  /** Waits until standard output has something that fits; fails once it never will. */
  public MatchResult awaitOutput(String regex) throws InterruptedException {
    return stdout.await(Pattern.compile(regex), PATIENCE);
  }

  /** The same for standard error. */
  public MatchResult awaitErrorOutput(String regex) throws InterruptedException {
    return stderr.await(Pattern.compile(regex), PATIENCE);
  }

  /** Ends the process and all that it started as {@code kill -9} does, and waits for that. */
  public void kill() throws InterruptedException {
    // Children last: a parent that outlives them would go on with what comes next.
    List<ProcessHandle> children = process.descendants().toList();
    process.destroyForcibly();
    children.forEach(ProcessHandle::destroyForcibly);
    process.waitFor();
  }

  /** Kills the process at a given moment, unless it has ended by then. */
  public void killAfter(Duration moment) throws InterruptedException {
    if (!process.waitFor(moment.toMillis(), TimeUnit.MILLISECONDS)) {
      kill();
    }
  }

  /** Asks the process to end, as {@code kill} does. */
  public void terminate() {
    // Not destroy() of the process itself, which also stops reading what it says while it ends.
    process.toHandle().destroy();
  }

  public boolean isRunning() {
    return process.isAlive();
  }

  /** Kills what still runs. */
  @Override
  public void close() {
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
  }
}
