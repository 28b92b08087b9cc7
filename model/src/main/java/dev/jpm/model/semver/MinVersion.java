package dev.jpm.model.semver;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The lowest version that a range takes. */
final class MinVersion {
  private static final Version ZERO = Version.of(0, 0, 0);
  private static final Version FIRST = Version.parse("0.0.0-0");

  private MinVersion() {}

  static Optional<Version> of(Range range) {
    if (range.accepts(ZERO)) {
      return Optional.of(ZERO);
    }
    if (range.accepts(FIRST)) {
      return Optional.of(FIRST);
    }
    Version lowest = null;
    for (List<Bound> bounds : range.alternatives()) {
      Version floor = floor(bounds);
      if (floor != null && (lowest == null || lowest.isNewerThan(floor))) {
        lowest = floor;
      }
    }
    return lowest != null && range.accepts(lowest) ? Optional.of(lowest) : Optional.empty();
  }

  private static @Nullable Version floor(List<Bound> bounds) {
    Version floor = null;
    for (Bound bound : bounds) {
      Version version = bound.version();
      if (version == null || bound.operator().isUpper()) {
        continue;
      }
      Version candidate = bound.operator() == Bound.Operator.GREATER ? version.next() : version;
      if (floor == null || candidate.isNewerThan(floor)) {
        floor = candidate;
      }
    }
    return floor;
  }
}
