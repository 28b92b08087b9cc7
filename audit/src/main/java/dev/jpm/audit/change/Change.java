package dev.jpm.audit.change;

import dev.jpm.audit.registry.Release;
import dev.jpm.lockfile.entry.LockedPackage;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What became of a package.
 *
 * @param before null where it is new
 * @param after null where it is gone
 * @param oldRelease the registry's facts of {@code before}; null where nobody was asked or knows
 * @param newRelease the registry's facts of {@code after}; null where nobody was asked or knows
 */
public record Change(
    Kind kind,
    @Nullable LockedPackage before,
    @Nullable LockedPackage after,
    @Nullable Release oldRelease,
    @Nullable Release newRelease) {
  /** What kind of change it is. */
  public enum Kind {
    ADDED,
    UPDATED,
    /** The same name and version, from elsewhere or with other bytes. */
    REPLACED,
    /** The same package in another place. */
    MOVED,
    REMOVED;

    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  static Change of(Kind kind, @Nullable LockedPackage before, @Nullable LockedPackage after) {
    return new Change(kind, before, after, null, null);
  }

  Change with(@Nullable Release oldRelease, @Nullable Release newRelease) {
    return new Change(kind, before, after, oldRelease, newRelease);
  }

  /** The entry that it is about: the new one, where there is one. */
  public LockedPackage entry() {
    LockedPackage now = after == null ? before : after;
    if (now == null) {
      throw new IllegalStateException("a change of nothing");
    }
    return now;
  }

  /** Whether it brings bytes that were not there before. */
  public boolean bringsBytes() {
    return kind == Kind.ADDED || kind == Kind.UPDATED || kind == Kind.REPLACED;
  }
}
