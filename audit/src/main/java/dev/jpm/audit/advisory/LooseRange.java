package dev.jpm.audit.advisory;

import dev.jpm.model.semver.Range;
import org.jspecify.annotations.Nullable;

/** Ranges as advisories mean them: loosely written, prereleases counted in. */
final class LooseRange {
  private LooseRange() {}

  /** The range in {@code text}; null where there is none. */
  static @Nullable Range of(String text) {
    return Range.tryParseLoose(text).map(Range::includingPrereleases).orElse(null);
  }
}
