package dev.jpm.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** A process of its own, its output collected while it runs. */
public final class SpawnedCommand implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofMinutes(3);

  private final Process process;
  private final CompletableFuture<String> stdout;
  private final CompletableFuture<String> stderr;

  private SpawnedCommand(Process process) {
    this.process = process;
    this.stdout = collect(process.getInputStream());
    this.stderr = collect(process.getErrorStream());
  }

  /** Starts {@code command} in {@code folder} with exactly this environment and no input. */
  public static SpawnedCommand start(
      Path folder, Map<String, String> environment, List<String> command) {
    ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
    builder.environment().clear();
    builder.environment().putAll(environment);
    try {
      Process process = builder.start();
      process.getOutputStream().close();
      return new SpawnedCommand(process);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Waits for the end; a process that takes more than three minutes is killed and fails. */
  public CommandResult await() throws InterruptedException {
    return await(PATIENCE);
  }

  /** The same for what may take longer. */
  public CommandResult await(Duration patience) throws InterruptedException {
    if (!process.waitFor(patience.toSeconds(), TimeUnit.SECONDS)) {
      kill();
      throw new AssertionError("still running after " + patience + ":\n" + stderr.join());
    }
    return new CommandResult(process.exitValue(), stdout.join(), stderr.join());
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
    process.destroy();
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

  private static CompletableFuture<String> collect(InputStream stream) {
    CompletableFuture<String> text = new CompletableFuture<>();
    // Reading a pipe holds the thread beneath a virtual one, and with two processors two of those
    // are all there are: a server in this process, which the command waits for, would never run.
    Thread.ofPlatform()
        .daemon()
        .start(() -> {
          ByteArrayOutputStream read = new ByteArrayOutputStream();
          try (stream) {
            stream.transferTo(read);
          } catch (IOException e) {
            // Java closes the streams of a process that it kills; what came before still counts.
          }
          text.complete(read.toString(UTF_8));
        });
    return text;
  }
}
