package dev.jpm.install;

import dev.jpm.fetcher.PackumentFetcher;
import dev.jpm.fetcher.PackumentResult;
import dev.jpm.model.PackageName;
import dev.jpm.model.Packument;
import dev.jpm.model.Want;
import dev.jpm.resolver.PackumentAnswer;
import dev.jpm.resolver.PackumentSource;
import dev.jpm.resolver.PickOptions;
import dev.jpm.resolver.PickResult;
import dev.jpm.resolver.VersionPicker;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Supplier;

/**
 * Gives the resolver its packuments and runs ahead of it: a hint fetches the document, picks the
 * version that the resolver will most likely pick, and follows what that one depends on, as wide
 * and as deep as the graph. What runs ahead never decides anything.
 */
final class Packuments implements PackumentSource {
  private final Supplier<PackumentFetcher> fetcher;
  private final Foretold foretold;
  private final VersionPicker picker;
  private final PickOptions options;
  private final ExecutorService threads;
  private final Set<Want> followed = ConcurrentHashMap.newKeySet();

  Packuments(
      Supplier<PackumentFetcher> fetcher,
      Foretold foretold,
      VersionPicker picker,
      PickOptions options,
      ExecutorService threads) {
    this.fetcher = fetcher;
    this.foretold = foretold;
    this.picker = picker;
    this.options = options;
    this.threads = threads;
  }

  @Override
  public PackumentAnswer packument(PackageName name) {
    return FetchedPackuments.answer(fetcher.get().fetch(name));
  }

  @Override
  public PackumentAnswer packument(PackageName name, String wanted) {
    return foretold
        .packument(name, wanted)
        .<PackumentAnswer>map(PackumentAnswer.Found::new)
        .orElseGet(() -> packument(name));
  }

  @Override
  public void prefetch(PackageName name, String spec) {
    prefetch(new Want(name, spec));
  }

  private void prefetch(Want want) {
    if (!followed.add(want)) {
      return;
    }
    try {
      // Nobody looks at the future: who needs the packument asks again and gets the failure.
      Future<?> _ = threads.submit(() -> follow(want));
    } catch (RejectedExecutionException e) {
      // The resolution is over; nobody waits for this any more.
    }
  }

  private void follow(Want want) {
    if (foretold.packument(want.name(), want.spec()).isEmpty()
        && fetcher.get().fetch(want.name()) instanceof PackumentResult.Found(Packument packument)
        && picker.pick(packument, want.spec(), options) instanceof PickResult.Picked picked) {
      Want.ofPackage(picked.release().manifest()).forEach(this::prefetch);
    }
  }
}
