package dev.jpm.linker;

import dev.jpm.cache.StoredPackage;
import dev.jpm.linker.virtual.Entry;
import dev.jpm.model.error.ErrorCode;
import dev.jpm.model.error.JpmException;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Work on packages in the order in which they become ready. Each is waited for on a virtual thread
 * of its own and worked on by one of a few platform threads.
 */
final class Arrivals {
  private final PackageSource source;
  private final int threads;
  private final AtomicBoolean cancelled;
  private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();

  Arrivals(PackageSource source, int threads, AtomicBoolean cancelled) {
    this.source = source;
    this.threads = threads;
    this.cancelled = cancelled;
  }

  /**
   * Does {@code work} on all, or throws the first failure once no thread works any more.
   *
   * @param missed hears of optional packages that could not be had, which is no failure
   */
  void each(List<Entry> entries, BiConsumer<Entry, StoredPackage> work, Consumer<Entry> missed) {
    if (entries.isEmpty()) {
      return;
    }
    try (ExecutorService workers =
        Executors.newFixedThreadPool(
            threads, Thread.ofPlatform().daemon().name("link-", 0).factory())) {
      awaitAll(entries, work, missed, workers);
    }
    switch (failure.get()) {
      case Error error -> throw error;
      case RuntimeException exception -> throw exception;
      case null, default -> {}
    }
    if (cancelled.get()) {
      throw interrupted(null);
    }
  }

  private void awaitAll(
      List<Entry> entries,
      BiConsumer<Entry, StoredPackage> work,
      Consumer<Entry> missed,
      ExecutorService workers) {
    try (ExecutorService waiters = Executors.newVirtualThreadPerTaskExecutor()) {
      for (Entry entry : entries) {
        waiters.execute(() -> {
          Throwable problem = problemWith(entry, work, workers);
          if (problem != null) {
            failed(entry, problem, missed, waiters);
          }
        });
      }
    } catch (RejectedExecutionException e) {
      // One of the first has failed already and nobody is let in any more.
      if (!isOver()) {
        throw e;
      }
    }
  }

  private @Nullable Throwable problemWith(
      Entry entry, BiConsumer<Entry, StoredPackage> work, ExecutorService workers) {
    try {
      if (!isOver()) {
        StoredPackage stored = source.await(entry.node());
        workers.submit(() -> work.accept(entry, stored)).get();
      }
      return null;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return interrupted(e);
    } catch (ExecutionException e) {
      return e.getCause() == null ? e : e.getCause();
    } catch (RuntimeException | Error e) {
      return e;
    }
  }

  private void failed(
      Entry entry, Throwable problem, Consumer<Entry> missed, ExecutorService waiters) {
    boolean interrupted = Thread.currentThread().isInterrupted();
    if (entry.isOptional() && problem instanceof JpmException && !interrupted && !isOver()) {
      missed.accept(entry);
    } else if (failure.compareAndSet(null, problem)) {
      waiters.shutdownNow();
    }
  }

  private boolean isOver() {
    return cancelled.get() || failure.get() != null;
  }

  private static JpmException interrupted(@Nullable Throwable cause) {
    String sentence = "The install was interrupted";
    return cause == null
        ? JpmException.of(ErrorCode.EINTERNAL, sentence)
        : JpmException.of(ErrorCode.EINTERNAL, sentence, cause);
  }
}
