package dev.jpm.cache;

import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Predicate;

/**
 * What the store may forget.
 *
 * @param unusedSince forget what was last used before this moment
 * @param maxBytes then forget the longest unused until the store is not larger than this
 * @param keep never forget these
 */
public record GcPolicy(
    Optional<Instant> unusedSince, OptionalLong maxBytes, Predicate<StoreEntry> keep) {
  public static GcPolicy unusedSince(Instant moment) {
    return new GcPolicy(Optional.of(moment), OptionalLong.empty(), _ -> false);
  }

  public static GcPolicy maxBytes(long bytes) {
    return new GcPolicy(Optional.empty(), OptionalLong.of(bytes), _ -> false);
  }

  public GcPolicy keeping(Predicate<StoreEntry> kept) {
    return new GcPolicy(unusedSince, maxBytes, keep.or(kept));
  }
}
