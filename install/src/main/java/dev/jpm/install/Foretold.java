package dev.jpm.install;

import dev.jpm.config.Registries;
import dev.jpm.config.Registries.Registry;
import dev.jpm.fetcher.CacheMode;
import dev.jpm.fetcher.ClosureFetcher;
import dev.jpm.fetcher.ClosureQuestion;
import dev.jpm.model.PackageName;
import dev.jpm.model.Packument;
import dev.jpm.model.Platform;
import dev.jpm.model.Want;
import dev.jpm.resolver.PackumentAnswer;
import dev.jpm.resolver.PackumentSource;
import dev.jpm.resolver.ResolveOptions;
import dev.jpm.resolver.ResolveOptions.ReleaseAge;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;

/**
 * What the standard registry told at once of all that an install will choose from, where it is one
 * that does (the setting {@code fetch-closure}). It saves requests and never decides: choosing from
 * what is told is choosing from the whole document, and what is not told is fetched.
 */
final class Foretold {
  private final Registries registries;
  private final CompletableFuture<Map<Want, Packument>> told;

  private Foretold(Registries registries, CompletableFuture<Map<Want, Packument>> told) {
    this.registries = registries;
    this.told = told;
  }

  /**
   * Asks the registry, or does not, as the settings say.
   *
   * @param wants what the project asks for; none where it has a lockfile that knows the rest
   */
  static Foretold begin(
      Workbench bench, List<Want> wants, ResolveOptions options, ExecutorService threads) {
    if (wants.isEmpty() || !mayAsk(bench)) {
      return new Foretold(new Registries(bench.settings()), nothing());
    }
    ClosureFetcher fetcher = bench.closures();
    Registries registries = bench.client().registries();
    Registry registry = registries.standard();
    if (!bench.settings().text("fetch-closure").equals("always") && !fetcher.isOffered(registry)) {
      return new Foretold(registries, nothing());
    }
    // What another registry is asked for is nobody else's business.
    List<Want> theirs =
        wants.stream().filter(want -> registries.of(want.name()).equals(registry)).toList();
    ClosureQuestion question = question(theirs, options);
    return new Foretold(
        registries,
        CompletableFuture.supplyAsync(
            () -> fetcher.fetch(registry, question).orElse(Map.of()), threads));
  }

  private static boolean mayAsk(Workbench bench) {
    CacheMode mode = CacheMode.of(bench.settings());
    return !bench.settings().text("fetch-closure").equals("never")
        && mode != CacheMode.OFFLINE
        && mode != CacheMode.PREFER_OFFLINE;
  }

  private static CompletableFuture<Map<Want, Packument>> nothing() {
    return CompletableFuture.completedFuture(Map.of());
  }

  private static ClosureQuestion question(List<Want> wants, ResolveOptions options) {
    Platform platform = options.platform();
    ReleaseAge age = options.releaseAge();
    return new ClosureQuestion(
        wants,
        platform.nodeVersion(),
        platform.npmVersion(),
        age.before(),
        age.exclude(),
        options.defaultTag());
  }

  /** What was told, and {@code other} for the rest. */
  PackumentSource before(PackumentSource other) {
    return new PackumentSource() {
      @Override
      public PackumentAnswer packument(PackageName name) {
        return other.packument(name);
      }

      @Override
      public PackumentAnswer packument(PackageName name, String wanted) {
        return Foretold.this
            .packument(name, wanted)
            .<PackumentAnswer>map(PackumentAnswer.Found::new)
            .orElseGet(() -> other.packument(name, wanted));
      }
    };
  }

  /** What {@code spec} of {@code name} can be chosen from; waits until the registry has told. */
  Optional<Packument> packument(PackageName name, String spec) {
    Packument part = answer().get(new Want(name, spec));
    // A name that belongs to another registry is that one's alone.
    return part != null && registries.of(name).equals(registries.standard())
        ? Optional.of(part)
        : Optional.empty();
  }

  /** Whether the registry told anything. */
  boolean isTold() {
    return !answer().isEmpty();
  }

  private Map<Want, Packument> answer() {
    try {
      return told.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CancellationException("the install was given up");
    } catch (ExecutionException failed) {
      throw new IllegalStateException("asking for all at once failed", failed.getCause());
    }
  }
}
