package dev.jpm.install;

import dev.jpm.fetcher.PackumentFetcher;
import dev.jpm.fetcher.PackumentResult;
import dev.jpm.model.Manifest;
import dev.jpm.model.PackageName;
import dev.jpm.model.Packument;
import dev.jpm.resolver.PackumentAnswer;
import dev.jpm.resolver.PackumentSource;
import dev.jpm.resolver.PickOptions;
import dev.jpm.resolver.PickResult;
import dev.jpm.resolver.VersionPicker;
import java.util.Map;
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
  private final VersionPicker picker;
  private final PickOptions options;
  private final ExecutorService threads;
  private final Set<String> followed = ConcurrentHashMap.newKeySet();

  Packuments(
      Supplier<PackumentFetcher> fetcher,
      VersionPicker picker,
      PickOptions options,
      ExecutorService threads) {
    this.fetcher = fetcher;
    this.picker = picker;
    this.options = options;
    this.threads = threads;
  }

  @Override
  public PackumentAnswer packument(PackageName name) {
    return FetchedPackuments.answer(fetcher.get().fetch(name));
  }

  @Override
  public void prefetch(PackageName name, String spec) {
    if (!followed.add(name + "@" + spec)) {
      return;
    }
    try {
      // Nobody looks at the future: who needs the packument asks again and gets the failure.
      Future<?> _ = threads.submit(() -> follow(name, spec));
    } catch (RejectedExecutionException e) {
      // The resolution is over; nobody waits for this any more.
    }
  }

  private void follow(PackageName name, String spec) {
    if (fetcher.get().fetch(name) instanceof PackumentResult.Found(Packument packument)
        && picker.pick(packument, spec, options) instanceof PickResult.Picked picked) {
      Manifest manifest = picked.release().manifest();
      followAll(manifest.dependencies());
      followAll(manifest.optionalDependencies());
      for (Map.Entry<String, String> peer : manifest.peerDependencies().entrySet()) {
        if (!manifest.isPeerOptional(peer.getKey())) {
          follow(peer);
        }
      }
    }
  }

  private void followAll(Map<String, String> dependencies) {
    dependencies.entrySet().forEach(this::follow);
  }

  private void follow(Map.Entry<String, String> dependency) {
    String spec = dependency.getValue();
    if (spec.indexOf(':') < 0 && spec.indexOf('/') < 0) {
      PackageName.tryParse(dependency.getKey()).ifPresent(name -> prefetch(name, spec));
    }
  }
}
