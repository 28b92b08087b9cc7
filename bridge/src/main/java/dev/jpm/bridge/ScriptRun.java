package dev.jpm.bridge;

import dev.jpm.model.error.ErrorCode;
import dev.jpm.model.error.JpmException;
import dev.jpm.runtime.ScriptCommand;
import dev.jpm.runtime.ScriptStart;
import java.io.IOException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A script or a package's command that runs: what it prints is handed on as it comes. Closing it
 * ends it. Signals that reach this program are not handed on.
 */
public final class ScriptRun implements AutoCloseable {
  private static final long GRACE_SECONDS = 5;

  private final CompletableFuture<Integer> exit = new CompletableFuture<>();
  private final Consumer<OutputLine> output;
  private final StartedProcesses started = new StartedProcesses();
  private @Nullable Process running;
  private boolean cancelled;

  private ScriptRun(Consumer<OutputLine> output) {
    this.output = output;
  }

  /** Runs one command after another up to the first that fails. */
  static ScriptRun start(List<ScriptCommand> commands, Consumer<OutputLine> output) {
    ScriptRun run = new ScriptRun(output);
    Thread.ofVirtual().name("script").start(() -> run.runAll(commands));
    return run;
  }

  private void runAll(List<ScriptCommand> commands) {
    try {
      int code = 0;
      for (ScriptCommand command : commands) {
        code = code == 0 ? runOne(command) : code;
      }
      exit.complete(code);
    } catch (IOException e) {
      exit.completeExceptionally(
          JpmException.of(ErrorCode.ENOENT, "The script cannot be started: " + e.getMessage(), e));
    } catch (InterruptedException | RuntimeException e) {
      exit.completeExceptionally(e);
    }
  }

  private int runOne(ScriptCommand command) throws IOException, InterruptedException {
    Process process;
    synchronized (this) {
      if (cancelled) {
        return 143;
      }
      process = ScriptStart.apart(started.marked(command));
      running = process;
    }
    // Its input stays open though nothing comes: many tools end with their input.
    OutputPump pump = new OutputPump(process, output);
    int code = process.waitFor();
    pump.awaitEnd();
    return code;
  }

  /**
   * The exit code, once all has ended and everything printed was handed on; 128 and the signal's
   * number where one ended it. Cancelling this future does not end the script: {@link #cancel}
   * does.
   */
  public CompletableFuture<Integer> exit() {
    return exit.copy();
  }

  /**
   * Waits for {@link #exit}.
   *
   * @throws JpmException where it could not be started
   */
  public int await() throws InterruptedException {
    try {
      return exit.get();
    } catch (ExecutionException e) {
      throw e.getCause() instanceof RuntimeException known ? known : new CompletionException(e);
    }
  }

  /** Asks the script and all that it has started to end; answers at once. */
  public void cancel() {
    everything().forEach(ProcessHandle::destroy);
  }

  private List<ProcessHandle> everything() {
    Set<ProcessHandle> all = new LinkedHashSet<>();
    synchronized (this) {
      cancelled = true;
      if (running != null) {
        all.addAll(ScriptStart.everything(running));
        all.addAll(started.leftBehind());
      }
    }
    return List.copyOf(all);
  }

  /** Ends the script, by force where it does not go by itself, and waits until it is gone. */
  @Override
  public void close() {
    if (exit.isDone()) {
      return;
    }
    List<ProcessHandle> all = everything();
    all.forEach(ProcessHandle::destroy);
    CompletableFuture<?>[] ends =
        all.stream().map(ProcessHandle::onExit).toArray(CompletableFuture<?>[]::new);
    CompletableFuture.allOf(ends)
        .completeOnTimeout(null, GRACE_SECONDS, TimeUnit.SECONDS)
        .thenRun(() -> all.forEach(ProcessHandle::destroyForcibly))
        .join();
    // Whoever got away from all this may hold what the script printed to; nobody waits for that.
    exit.exceptionally(e -> -1).completeOnTimeout(-1, GRACE_SECONDS, TimeUnit.SECONDS).join();
  }
}
