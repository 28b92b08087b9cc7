package dev.jpm.linker;

import java.util.Collection;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The same work on many things, on a few threads at a time. */
final class Parallel {
  private Parallel() {}

  /**
   * Does {@code work} on every item and returns when all are done. After a failure the rest is
   * still tried; the first failure is thrown.
   */
  static <T> void forEach(Collection<T> items, int threads, Consumer<T> work) {
    if (items.size() < 2) {
      items.forEach(work);
      return;
    }
    AtomicReference<@Nullable RuntimeException> failure = new AtomicReference<>();
    try (ExecutorService pool =
        Executors.newFixedThreadPool(
            Math.min(threads, items.size()), Thread.ofPlatform().daemon().factory())) {
      for (T item : items) {
        pool.execute(() -> {
          try {
            work.accept(item);
          } catch (RuntimeException e) {
            failure.compareAndSet(null, e);
          }
        });
      }
    }
    RuntimeException first = failure.get();
    if (first != null) {
      throw first;
    }
  }
}
