package dev.jpm.runtime;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Blocking work on several virtual threads at a time, begun in order. */
final class Abreast {
  private Abreast() {}

  /**
   * Does {@code work} for each item, at most {@code limit} at a time. None is begun once {@code
   * goOn} says no; those begun are waited for. What one of them throws is thrown at the end, the
   * first of several.
   */
  static <T> void each(List<T> items, int limit, BooleanSupplier goOn, Consumer<T> work) {
    if (limit == 1 || items.size() < 2) {
      for (int i = 0; i < items.size() && goOn.getAsBoolean(); i++) {
        work.accept(items.get(i));
      }
      return;
    }
    AtomicInteger next = new AtomicInteger();
    AtomicReference<@Nullable RuntimeException> thrown = new AtomicReference<>();
    Runnable worker =
        () -> {
          int i = next.getAndIncrement();
          while (i < items.size() && thrown.get() == null && goOn.getAsBoolean()) {
            try {
              work.accept(items.get(i));
            } catch (RuntimeException e) {
              thrown.compareAndSet(null, e);
            }
            i = next.getAndIncrement();
          }
        };
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < Math.min(limit, items.size()); i++) {
      threads.add(Thread.ofVirtual().start(worker));
    }
    threads.forEach(Patience::toEnd);
    RuntimeException failure = thrown.get();
    if (failure != null) {
      throw failure;
    }
  }
}
