package dev.jpm.mirror.metadata;

import dev.jpm.model.PackageName;
import java.time.Instant;
import java.util.Optional;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;

/** What upstreams said about packages. */
public interface CachedDocuments {
  /**
   * What was said last.
   *
   * @param digest of the packument; null where there is no such package
   * @param etag with which to ask again; null where none was given
   */
  record Cached(@Nullable String digest, @Nullable String etag, Instant checkedAt) {}

  Optional<Cached> find(PackageName name);

  /** All of them, by name. */
  SequencedMap<PackageName, Cached> all();

  void put(PackageName name, Cached cached);
}
