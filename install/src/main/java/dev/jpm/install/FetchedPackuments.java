package dev.jpm.install;

import dev.jpm.fetcher.PackumentFetcher;
import dev.jpm.fetcher.PackumentResult;
import dev.jpm.model.PackageName;
import dev.jpm.resolver.PackumentAnswer;
import dev.jpm.resolver.PackumentSource;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Supplier;

/** Packuments as the fetcher brings them; a hint brings just that one, on a thread of its own. */
final class FetchedPackuments implements PackumentSource, AutoCloseable {
  private final Supplier<PackumentFetcher> fetcher;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

  FetchedPackuments(Supplier<PackumentFetcher> fetcher) {
    this.fetcher = fetcher;
  }

  @Override
  public PackumentAnswer packument(PackageName name) {
    return answer(fetcher.get().fetch(name));
  }

  static PackumentAnswer answer(PackumentResult result) {
    return switch (result) {
      case PackumentResult.Found found -> new PackumentAnswer.Found(found.packument());
      case PackumentResult.Missing missing -> new PackumentAnswer.NotFound(missing.error());
      case PackumentResult.Unavailable failed -> new PackumentAnswer.Unavailable(failed.error());
    };
  }

  @Override
  public void prefetch(PackageName name, String spec) {
    // Nobody looks at the future: who needs the packument asks again and gets the failure.
    Future<?> _ = threads.submit(() -> fetcher.get().fetch(name));
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }
}
