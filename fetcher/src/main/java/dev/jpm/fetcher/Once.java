package dev.jpm.fetcher;

import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ExecutionException;
import java.util.function.Function;

/**
 * Work that is done once for each key, by the thread that asks first; others wait for it. Results
 * are kept, failures are handed to those who waited and forgotten. Whoever is interrupted while he
 * waits gets a {@link CancellationException}.
 */
public final class Once<K, V> {
  private final ConcurrentMap<K, CompletableFuture<V>> results = new ConcurrentHashMap<>();

  /** The result for {@code key}; throws what {@code work} threw. */
  public V get(K key, Function<K, V> work) {
    CompletableFuture<V> mine = new CompletableFuture<>();
    CompletableFuture<V> earlier = results.putIfAbsent(key, mine);
    if (earlier != null) {
      return join(earlier);
    }
    boolean keep = false;
    try {
      V value = work.apply(key);
      keep = true;
      mine.complete(value);
      return value;
    } catch (RuntimeException | Error failure) {
      mine.completeExceptionally(failure);
      throw failure;
    } finally {
      // Kotlin code throws checked exceptions that nobody declares: whatever ends the work, those
      // who wait must not wait for ever.
      if (!keep) {
        mine.completeExceptionally(new CancellationException("the work was given up"));
        results.remove(key, mine);
      }
    }
  }

  private static <V> V join(CompletableFuture<V> earlier) {
    try {
      return earlier.get();
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new CancellationException("nobody waits for the work any more");
    } catch (ExecutionException failed) {
      switch (failed.getCause()) {
        case RuntimeException cause -> throw cause;
        case Error cause -> throw cause;
        case null, default -> throw new IllegalStateException(failed);
      }
    }
  }
}
