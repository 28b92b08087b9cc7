package dev.jpm.fetcher;

import dev.jpm.cache.PackumentCache;
import dev.jpm.cache.PackumentHead;
import dev.jpm.config.Registries;
import dev.jpm.model.PackageName;
import java.time.InstantSource;
import java.util.Optional;

/**
 * Which packuments are cached, without reading them: enough to know that what was chosen from them
 * before would be chosen again. Sends no request.
 */
public final class CachedPackuments {
  private final Registries registries;
  private final PackumentCache cache;
  private final CacheMode mode;
  private final InstantSource clock;

  public CachedPackuments(
      Registries registries, PackumentCache cache, CacheMode mode, InstantSource clock) {
    this.registries = registries;
    this.cache = cache;
    this.mode = mode;
    this.clock = clock;
  }

  /**
   * One that is cached.
   *
   * @param mark a number that no other packument of the name has
   * @param isEnough whether it would be used without asking the registry
   */
  public record Held(long mark, boolean isEnough) {}

  /** What is cached of {@code name}; empty where the fetcher would find nothing either. */
  public Optional<Held> of(PackageName name) {
    String registry = RegistryUrls.key(registries.of(name));
    return cache.head(new PackumentCache.Key(registry, name.value())).flatMap(this::held);
  }

  private Optional<Held> held(PackumentHead head) {
    return Freshness.ofForm(head.form())
        .map(freshness ->
            new Held(head.mark(), mode.isEnough(freshness, head.fetchedAt(), clock.millis())));
  }
}
