package dev.jpm.mirror.upstream;

import dev.jpm.mirror.blob.Blob;
import dev.jpm.mirror.blob.BlobStore;
import dev.jpm.mirror.metadata.CachedDocuments;
import dev.jpm.mirror.metadata.CachedDocuments.Cached;
import dev.jpm.mirror.packument.Document;
import dev.jpm.mirror.packument.PackumentText;
import dev.jpm.model.PackageName;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/** The packuments of upstreams: fetched when needed, kept for when they cannot be had. */
public final class Documents {
  private static final int BUFFER = 32 * 1024;

  /** For how long a document that was replaced is still there for those who are reading it. */
  private static final long LINGERS_SECONDS = 60;

  /** What was asked so lately is not asked again for a name that it does not have. */
  private static final Duration JUST_NOW = Duration.ofSeconds(5);

  private final CachedDocuments rows;
  private final BlobStore blobs;
  private final DocumentFetch fetch;
  private final InstantSource clock;
  private final Executor beside;
  private final SingleFlight<PackageName, Refreshed> flights = new SingleFlight<>();
  private final Set<PackageName> refreshing = ConcurrentHashMap.newKeySet();

  /**
   * Documents that are kept in {@code rows} and {@code blobs}.
   *
   * @param beside runs what nobody waits for
   */
  public Documents(CachedDocuments rows, BlobStore blobs, InstantSource clock, Executor beside) {
    this.rows = rows;
    this.blobs = blobs;
    this.clock = clock;
    this.beside = beside;
    this.fetch = new DocumentFetch(blobs, clock);
  }

  private sealed interface Refreshed {
    record Now(Cached cached) implements Refreshed {}

    record Failed(String reason) implements Refreshed {}
  }

  /** The packument of {@code name}, from here or from {@code upstream}. */
  public Lookup find(PackageName name, Upstream upstream) {
    Cached cached = known(name);
    if (cached != null) {
      Duration age = Duration.between(cached.checkedAt(), clock.instant());
      Duration fresh =
          cached.digest() == null ? upstream.lifetimes().missing() : upstream.lifetimes().fresh();
      if (age.compareTo(fresh) <= 0) {
        return lookup(name, cached, false);
      }
      Duration withGrace = fresh.plus(upstream.lifetimes().whileRevalidating());
      if (cached.digest() != null && age.compareTo(withGrace) <= 0) {
        refreshBeside(name, upstream);
        return lookup(name, cached, false);
      }
    }
    return refresh(name, upstream);
  }

  /** What is kept of a package that no upstream serves any more. */
  public Lookup kept(PackageName name) {
    Cached kept = known(name);
    return kept == null ? new Lookup.Missing() : lookup(name, kept, false);
  }

  /** The packument once more: a client may have heard of a version before the mirror has. */
  public Lookup anew(PackageName name, Upstream upstream) {
    Cached cached = known(name);
    if (cached != null) {
      Duration holds = cached.digest() == null ? upstream.lifetimes().missing() : JUST_NOW;
      if (Duration.between(cached.checkedAt(), clock.instant()).compareTo(holds) <= 0) {
        return lookup(name, cached, false);
      }
    }
    return refresh(name, upstream);
  }

  /** Asks the upstream, however young what is kept may be. */
  public Lookup refresh(PackageName name, Upstream upstream) {
    return switch (flights.get(name, () -> ask(name, upstream))) {
      case Refreshed.Now(Cached now) -> lookup(name, now, false);
      case Refreshed.Failed(String reason) -> {
        Cached kept = known(name);
        yield kept == null || kept.digest() == null
            ? new Lookup.Unavailable(reason)
            : lookup(name, kept, true);
      }
    };
  }

  private Refreshed ask(PackageName name, Upstream upstream) {
    Cached before = known(name);
    try {
      Cached now = fetch.ask(name, upstream, before);
      rows.put(name, now);
      String old = before == null ? null : before.digest();
      if (old != null && !old.equals(now.digest())) {
        CompletableFuture.delayedExecutor(LINGERS_SECONDS, TimeUnit.SECONDS, beside)
            .execute(() -> removeUnlessNamed(name, old));
      }
      return new Refreshed.Now(now);
    } catch (IOException e) {
      String reason = e.getMessage();
      return new Refreshed.Failed(reason == null ? e.getClass().getSimpleName() : reason);
    }
  }

  /** An upstream may say again what it has said before. */
  private void removeUnlessNamed(PackageName name, String digest) {
    boolean named = rows.find(name).filter(now -> digest.equals(now.digest())).isPresent();
    if (!named) {
      blobs.remove(digest);
    }
  }

  private void refreshBeside(PackageName name, Upstream upstream) {
    if (refreshing.add(name)) {
      beside.execute(() -> {
        try {
          refresh(name, upstream);
        } finally {
          refreshing.remove(name);
        }
      });
    }
  }

  /** What is kept; a document whose bytes are gone is none. */
  private @Nullable Cached known(PackageName name) {
    return rows.find(name)
        .filter(cached -> cached.digest() == null || blobs.find(cached.digest()).isPresent())
        .orElse(null);
  }

  private Lookup lookup(PackageName name, Cached cached, boolean stale) {
    String digest = cached.digest();
    if (digest == null) {
      return new Lookup.Missing();
    }
    return new Lookup.Found(
        new Document(
            name,
            digest.substring(0, 32),
            stale,
            visitor -> {
              Blob blob =
                  blobs.find(digest).orElseThrow(() -> new IOException("the document is gone"));
              try (GZIPInputStream in =
                  new GZIPInputStream(new BufferedInputStream(blob.open(), BUFFER), BUFFER)) {
                PackumentText.read(in, visitor);
              }
            }));
  }
}
