package dev.jpm.fetcher;

import dev.jpm.cache.CachedPackument;
import dev.jpm.cache.PackumentCache;
import dev.jpm.config.Registries.Registry;
import dev.jpm.model.Closeness;
import dev.jpm.model.PackageName;
import dev.jpm.model.error.ErrorCode;
import dev.jpm.model.error.JpmException;
import dev.jpm.model.event.Event;
import dev.jpm.model.event.Event.Origin;
import dev.jpm.model.event.Reporter;
import dev.jpm.packument.MalformedJsonException;
import dev.jpm.packument.PackumentReader;
import dev.jpm.packument.SlimPackument;
import java.io.IOException;
import java.net.URI;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Brings packuments, from the cache where that is enough. Asks once for a name as long as this
 * object lives: requests for one that is under way wait for it, later ones get the same answer.
 * Blocking; safe for many threads.
 */
public final class PackumentFetcher {
  private static final int NEAREST = 3;

  /** npm's own installs ask for full documents: the abbreviated ones lack licences and times. */
  private static final Map<String, String> HEADERS = Map.of("accept", "application/json");

  private final RegistryClient client;
  private final PackumentCache cache;
  private final CacheMode mode;
  private final InstantSource clock;
  private final Reporter reporter;
  private final Once<PackageName, PackumentResult> results = new Once<>();

  public PackumentFetcher(
      RegistryClient client,
      PackumentCache cache,
      CacheMode mode,
      InstantSource clock,
      Reporter reporter) {
    this.client = client;
    this.cache = cache;
    this.mode = mode;
    this.clock = clock;
    this.reporter = reporter;
  }

  /**
   * The packument of {@code name}, or why there is none; never an exception but for bugs. Asked
   * again, it is the same answer: what did not come after all tries will not come now.
   */
  public PackumentResult fetch(PackageName name) {
    return results.get(name, this::fetchNow);
  }

  private PackumentResult fetchNow(PackageName name) {
    reporter.on(new Event.PackumentStarted(name.value()));
    Event.PackumentEnded ended = new Event.PackumentEnded(name.value(), Origin.NETWORK, 0);
    try {
      Loaded loaded = load(name);
      SlimPackument slim = loaded.packument();
      ended =
          new Event.PackumentEnded(
              name.value(),
              loaded.origin(),
              loaded.origin() == Origin.NETWORK ? slim.documentBytes() : 0);
      return new PackumentResult.Found(slim.toPackument(name.value()));
    } catch (JpmException error) {
      return error.code() == ErrorCode.E404
          ? new PackumentResult.Missing(withNearest(error, name))
          : new PackumentResult.Unavailable(error);
    } finally {
      reporter.on(ended);
    }
  }

  /** Names the packages close to {@code name} that this machine has seen in the registry. */
  private JpmException withNearest(JpmException error, PackageName name) {
    List<String> seen = cache.names(RegistryUrls.key(client.registries().of(name)));
    List<String> near = Closeness.nearest(name.value(), seen, NEAREST);
    return near.isEmpty()
        ? error
        : error.withHint("Did you mean " + String.join(" or ", near) + "?");
  }

  private record Loaded(SlimPackument packument, Origin origin) {}

  /** What the cache holds and still understands. */
  private record Cached(SlimPackument packument, Freshness freshness, CachedPackument entry) {}

  private Loaded load(PackageName name) {
    Registry registry = client.registries().of(name);
    PackumentCache.Key key = new PackumentCache.Key(RegistryUrls.key(registry), name.value());
    Cached cached = lookUp(key);
    URI url = RegistryUrls.packument(registry, name);
    if (cached != null && isEnough(cached)) {
      return new Loaded(cached.packument(), Origin.CACHE);
    }
    if (mode == CacheMode.OFFLINE) {
      throw notCached(url);
    }
    HttpCall get = HttpCall.get(url, registry, HEADERS, name.value(), HttpCall.Kind.DOCUMENT);
    if (cached != null) {
      get =
          get.withHeader("if-none-match", cached.entry().etag().orElse(null))
              .withHeader("if-modified-since", cached.entry().lastModified().orElse(null));
    }
    try {
      return client.get(get, answer -> read(answer, key, cached));
    } catch (JpmException failure) {
      if (cached != null && isNetworkFailure(failure) && !cached.freshness().mustRevalidate()) {
        reporter.on(
            new Event.Warning(
                failure.code().name(),
                "using what is cached of " + name + ": " + failure.sentence()));
        return new Loaded(cached.packument(), Origin.CACHE);
      }
      throw failure;
    }
  }

  private boolean isEnough(Cached cached) {
    return mode.isEnough(cached.freshness(), cached.entry().fetchedAt(), clock.millis());
  }

  private @Nullable Cached lookUp(PackumentCache.Key key) {
    Optional<CachedPackument> entry = cache.get(key);
    if (entry.isEmpty()) {
      return null;
    }
    Optional<Freshness> freshness = Freshness.ofForm(entry.get().form());
    Optional<SlimPackument> packument = SlimPackument.of(entry.get().bytes());
    if (freshness.isEmpty() || packument.isEmpty()) {
      cache.remove(key);
      return null;
    }
    return new Cached(packument.get(), freshness.get(), entry.get());
  }

  private Loaded read(HttpAnswer answer, PackumentCache.Key key, @Nullable Cached cached)
      throws IOException {
    long now = clock.millis();
    if (answer.status() == 304) {
      if (cached == null) {
        throw new IOException("304 without a request for it");
      }
      cache.touch(key, now);
      return new Loaded(cached.packument(), Origin.REVALIDATED);
    }
    SlimPackument slim;
    try {
      slim = PackumentReader.read(answer.body());
    } catch (MalformedJsonException malformed) {
      throw HttpFailures.notJson(answer, malformed);
    }
    if (!slim.isPackument()) {
      throw HttpFailures.notJson(answer, new MalformedJsonException("no packument", 0));
    }
    Freshness freshness = Freshness.of(answer::header, now);
    if (freshness.storable()) {
      cache.put(
          key,
          new CachedPackument(
              Optional.ofNullable(answer.header("etag")),
              Optional.ofNullable(answer.header("last-modified")),
              now,
              freshness.toForm(),
              slim.bytes()));
    } else {
      // Nobody is to take what came before for what came now.
      cache.remove(key);
    }
    return new Loaded(slim, Origin.NETWORK);
  }

  private static boolean isNetworkFailure(JpmException failure) {
    return switch (failure.code()) {
      case ENOTFOUND, ECONNREFUSED, ECONNRESET, ETIMEDOUT -> true;
      default -> false;
    };
  }

  static JpmException notCached(URI url) {
    return JpmException.of(
            ErrorCode.ENOTCACHED,
            "request to "
                + HttpFailures.shown(url)
                + " failed: cache mode is 'only-if-cached' but no cached response is available")
        .withHint("Run once without --offline");
  }
}
