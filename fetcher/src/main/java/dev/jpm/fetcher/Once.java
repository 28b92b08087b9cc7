package dev.jpm.fetcher;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * Work that is done once for each key, by the thread that asks first; others wait for it. Results
 * worth keeping are kept, others (and failures) are handed to those who waited and forgotten.
 */
final class Once<K, V> {
  private final ConcurrentMap<K, CompletableFuture<V>> results = new ConcurrentHashMap<>();

  V get(K key, Function<K, V> work, Predicate<V> worthKeeping) {
    CompletableFuture<V> mine = new CompletableFuture<>();
    CompletableFuture<V> earlier = results.putIfAbsent(key, mine);
    if (earlier != null) {
      return join(earlier);
    }
    boolean keep = false;
    try {
      V value = work.apply(key);
      keep = worthKeeping.test(value);
      mine.complete(value);
      return value;
    } catch (RuntimeException | Error failure) {
      mine.completeExceptionally(failure);
      throw failure;
    } finally {
      if (!keep) {
        results.remove(key, mine);
      }
    }
  }

  private static <V> V join(CompletableFuture<V> earlier) {
    try {
      return earlier.join();
    } catch (CompletionException failed) {
      if (failed.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw failed;
    }
  }
}
