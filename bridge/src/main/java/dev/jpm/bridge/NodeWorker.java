package dev.jpm.bridge;

import dev.jpm.bridge.Connection.Door;
import dev.jpm.model.error.ErrorCode;
import dev.jpm.model.error.JpmException;
import dev.jpm.runtime.ScriptCommand;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.MappingIterator;
import tools.jackson.databind.node.NullNode;

/**
 * A Node.js that stays open with one module of a project and answers calls of what it exports. Any
 * number of threads may call; all calls share its one event loop. Arguments and answers are JSON,
 * to and from which Jackson makes Java's objects.
 */
public final class NodeWorker implements AutoCloseable {
  private static final long READY = 0;
  private static final long GRACE_SECONDS = 2;

  private final WorkerOptions options;
  private final Process process;
  private final OutputPump pump;
  private final Semaphore places;
  private final OpenCalls calls = new OpenCalls();
  private final CompletableFuture<JsonNode> ready = new CompletableFuture<>();
  private volatile @Nullable Connection connection;

  private NodeWorker(WorkerOptions options, Process process) {
    this.options = options;
    this.process = process;
    this.pump = new OutputPump(process, options.output());
    this.places = new Semaphore(options.mostInFlight(), true);
  }

  /**
   * @param like a script of the project, for its environment
   * @param program what Node.js runs
   */
  static NodeWorker start(
      ScriptCommand like, Path node, Path program, Path folder, WorkerOptions options)
      throws InterruptedException {
    List<String> line = new ArrayList<>(List.of(node.toString()));
    line.addAll(options.nodeArguments());
    line.add(program.toString());
    try (Door door = new Door()) {
      Path module = folder.resolve(options.module());
      ProcessBuilder builder = like.withLine(line).builder();
      builder
          .environment()
          .put(
              "JPM_BRIDGE",
              Wire.start(
                  Map.of(
                      "host", door.host(),
                      "port", door.port(),
                      "secret", door.secret(),
                      "module", module.toUri().toString())));
      Process process = builder.start();
      var _ = process.onExit().thenRun(() -> shut(door));
      NodeWorker worker = new NodeWorker(options, process);
      Thread.ofVirtual().name("worker").start(() -> worker.serve(door));
      worker.awaitReady();
      return worker;
    } catch (IOException e) {
      throw JpmException.of(ErrorCode.ERUNTIME, "A worker cannot be started: " + node, e);
    }
  }

  private static void shut(Door door) {
    try {
      door.close();
    } catch (IOException e) {
      // Closing a socket that waits has no reason to fail, and nobody to tell.
    }
  }

  private void awaitReady() throws InterruptedException {
    boolean isReady = false;
    try {
      ready.get();
      isReady = true;
    } catch (ExecutionException e) {
      throw e.getCause() instanceof RuntimeException known ? known : new CompletionException(e);
    } finally {
      if (!isReady) {
        close();
      }
    }
  }

  /** Reads answers until there are no more. */
  private void serve(Door door) {
    try (Connection open = door.await()) {
      connection = open;
      MappingIterator<JsonNode> answers = Wire.answers(open.in());
      while (answers.hasNextValue()) {
        answered(answers.nextValue());
      }
    } catch (IOException | JacksonException e) {
      // A connection that breaks off: the worker is at its end, which is told below.
    } finally {
      // Also after an answer that is too much for this machine: nobody would read the next one.
      tellEnd();
    }
  }

  private void answered(JsonNode answer) {
    JsonNode error = answer.get("error");
    // Made while the call is still open, so that it ends with the others where this fails.
    JavaScriptException thrown = error == null ? null : Wire.error(error);
    long number = answer.path("id").asLong();
    CompletableFuture<JsonNode> call = number == READY ? ready : calls.remove(number);
    if (call == null) {
      return;
    }
    if (number != READY) {
      places.release();
    }
    if (thrown != null) {
      OpenCalls.fail(call, thrown);
    } else {
      JsonNode value = answer.get("value");
      OpenCalls.answer(call, value == null ? NullNode.getInstance() : value);
    }
  }

  private void tellEnd() {
    try {
      if (!process.waitFor(GRACE_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly().waitFor();
      }
      String words = pump.lastWords();
      int code = process.exitValue();
      end(
          new WorkerEndedException(
              "The worker "
                  + options.module()
                  + " has ended with exit code "
                  + code
                  + (words.isEmpty() ? "" : ":\n" + words),
              code));
    } catch (InterruptedException e) {
      end(new WorkerEndedException("Nobody waits for the worker any more", -1));
    }
  }

  private void end(WorkerEndedException reason) {
    List<CompletableFuture<JsonNode>> waiting = calls.end(reason);
    // Before they are told, as for an answer: who hears of a failed call finds its place free.
    places.release(waiting.size());
    waiting.forEach(call -> OpenCalls.fail(call, reason));
    OpenCalls.fail(ready, reason);
  }

  /**
   * Calls a function that the module exports. Waits while as many calls are open as may be.
   *
   * @return the answer; fails with {@link JavaScriptException} where the function throws, with
   *     {@link WorkerEndedException} where nobody answers any more. Cancelling it, or giving it an
   *     end in any other way, tells the function: its {@code this.signal} is aborted
   */
  public CompletableFuture<JsonNode> call(String function, Object... arguments) {
    return call(JsonNode.class, function, arguments);
  }

  /** {@link #call(String, Object...)} with the answer read as {@code type}. */
  public <T> CompletableFuture<T> call(Class<T> type, String function, Object... arguments) {
    try {
      places.acquire();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return CompletableFuture.failedFuture(new CancellationException("interrupted"));
    }
    return begin(type, function, arguments);
  }

  /** The same where a call may begin at once; empty where as many are open as may be. */
  public <T> Optional<CompletableFuture<T>> tryCall(
      Class<T> type, String function, Object... arguments) {
    return places.tryAcquire() ? Optional.of(begin(type, function, arguments)) : Optional.empty();
  }

  /** How many calls the module has not answered yet; cancelled ones count until it has. */
  public int inFlight() {
    return options.mostInFlight() - places.availablePermits();
  }

  private <T> CompletableFuture<T> begin(Class<T> type, String function, Object[] arguments) {
    CompletableFuture<JsonNode> answer = new CompletableFuture<>();
    CompletableFuture<T> result = answer.thenApply(value -> Wire.as(type, value));
    OptionalLong number = calls.add(answer);
    if (number.isEmpty()) {
      places.release();
      return result;
    }
    send(number.getAsLong(), function, arguments);
    var _ = result.whenComplete((value, thrown) -> cancelIfOpen(number.getAsLong()));
    return result;
  }

  private void send(long number, String function, Object[] arguments) {
    byte[] message;
    try {
      message = Wire.call(number, function, arguments);
    } catch (JacksonException e) {
      giveUp(number);
      throw new IllegalArgumentException("An argument of " + function + " is no JSON", e);
    }
    send(message);
  }

  private void giveUp(long number) {
    if (calls.remove(number) != null) {
      places.release();
    }
  }

  /** Beside whoever cancels: sending waits where the module does not listen. */
  private void cancelIfOpen(long number) {
    if (calls.isOpen(number)) {
      Thread.ofVirtual().start(() -> send(Wire.cancel(number)));
    }
  }

  private void send(byte[] message) {
    Connection open = connection;
    try {
      if (open != null) {
        open.send(message);
      }
    } catch (IOException e) {
      // Whoever reads notices too, and tells all that wait.
    }
  }

  /** Whether the worker has ended, by itself or because it was closed. */
  public boolean isEnded() {
    return calls.isAtEnd();
  }

  /**
   * Ends the worker and waits until it is gone, by force where it does not go by itself. Calls that
   * are open fail.
   */
  @Override
  public void close() {
    end(new WorkerEndedException("The worker " + options.module() + " was closed", -1));
    Connection open = connection;
    try {
      if (open == null) {
        process.destroy();
      } else {
        open.close();
      }
    } catch (IOException e) {
      process.destroy();
    }
    CompletableFuture<Process> gone = process.onExit();
    gone.completeOnTimeout(process, GRACE_SECONDS, TimeUnit.SECONDS)
        .thenAccept(Process::destroyForcibly)
        .join();
    process.onExit().join();
  }
}
