package dev.jpm.bridge;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * The calls that wait for an answer. Whoever waits for a future goes on in a thread of its own, so
 * that it may wait again without keeping other answers back.
 */
final class OpenCalls {
  private static final Executor OWN_THREADS = work -> Thread.ofVirtual().start(work);

  private final Map<Long, CompletableFuture<JsonNode>> open = new HashMap<>();
  private long last;
  private @Nullable WorkerEndedException end;

  /** A call's number; empty where nobody will answer, and its future has failed. */
  synchronized OptionalLong add(CompletableFuture<JsonNode> call) {
    if (end != null) {
      fail(call, end);
      return OptionalLong.empty();
    }
    last++;
    open.put(last, call);
    return OptionalLong.of(last);
  }

  /** Whether nobody answers any more. */
  synchronized boolean isAtEnd() {
    return end != null;
  }

  synchronized boolean isOpen(long number) {
    return open.containsKey(number);
  }

  /** Takes a call off the list; null where it is on it no more. */
  synchronized @Nullable CompletableFuture<JsonNode> remove(long number) {
    return open.remove(number);
  }

  /** Nobody answers any more; takes the calls that waited, which the caller is to fail. */
  synchronized List<CompletableFuture<JsonNode>> end(WorkerEndedException reason) {
    if (end == null) {
      end = reason;
    }
    List<CompletableFuture<JsonNode>> waiting = List.copyOf(open.values());
    open.clear();
    return waiting;
  }

  static void answer(CompletableFuture<JsonNode> call, JsonNode value) {
    call.completeAsync(() -> value, OWN_THREADS);
  }

  static void fail(CompletableFuture<JsonNode> call, RuntimeException reason) {
    OWN_THREADS.execute(() -> call.completeExceptionally(reason));
  }
}
