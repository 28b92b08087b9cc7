package dev.jpm.audit.registry;

import dev.jpm.model.semver.Version;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Since when a package has provenance. Prereleases prove nothing for releases: many a project
 * builds these by itself and those by hand.
 */
public final class ProvenanceHistory {
  private final Since releases = new Since();
  private final Since all = new Since();

  /** The first with provenance, by time; by number where no time is known. */
  private static final class Since {
    private @Nullable Instant time;
    private @Nullable Version lowest;
    private @Nullable Version lowestWithoutTime;

    void add(Version version, @Nullable Instant published) {
      lowest = lower(lowest, version);
      if (published == null) {
        lowestWithoutTime = lower(lowestWithoutTime, version);
      } else if (time == null || published.isBefore(time)) {
        time = published;
      }
    }

    private static Version lower(@Nullable Version one, Version other) {
      return one == null || other.compareTo(one) < 0 ? other : one;
    }

    boolean isBefore(Version version, @Nullable Instant published) {
      if (published == null) {
        return lowest != null && lowest.compareTo(version) < 0;
      }
      return (time != null && time.isBefore(published))
          || (lowestWithoutTime != null && lowestWithoutTime.compareTo(version) < 0);
    }
  }

  /** Tells of a version that has provenance. */
  public void add(String version, @Nullable Instant published) {
    Version.tryParseLoose(version)
        .ifPresent(parsed -> {
          all.add(parsed, published);
          if (!parsed.isPrerelease()) {
            releases.add(parsed, published);
          }
        });
  }

  /** Whether a version before that one has provenance. */
  public boolean isBefore(String version, @Nullable Instant published) {
    if (all.lowest == null) {
      return false;
    }
    Optional<Version> parsed = Version.tryParseLoose(version);
    return parsed.isPresent()
        && (parsed.get().isPrerelease() ? all : releases).isBefore(parsed.get(), published);
  }
}
