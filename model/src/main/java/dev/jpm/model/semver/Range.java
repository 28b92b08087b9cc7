package dev.jpm.model.semver;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A set of versions as npm writes it ({@code ^1.2.3}, {@code 1.x || >=2.5.0 <3}), with
 * node-semver's answers. A range knows how it was read: loosely or strictly, with prereleases
 * counted in or not.
 */
public final class Range {
  private final String raw;
  private final Mode mode;
  private final List<List<Bound>> alternatives;
  private @Nullable Range withPrereleases;

  /** How a range is read. */
  record Mode(boolean loose, boolean includePrerelease) {
    static final Mode STRICT = new Mode(false, false);
    static final Mode LOOSE = new Mode(true, false);

    Mode includingPrereleases() {
      return new Mode(loose, true);
    }
  }

  Range(String raw, Mode mode, List<List<Bound>> alternatives) {
    this.raw = raw;
    this.mode = mode;
    this.alternatives = alternatives;
  }

  /**
   * The range in {@code text}, read strictly; empty text is {@code *}.
   *
   * @throws IllegalArgumentException where there is none
   */
  public static Range parse(String text) {
    return tryParse(text)
        .orElseThrow(() -> new IllegalArgumentException("Invalid SemVer Range: " + text));
  }

  public static Optional<Range> tryParse(String text) {
    return Optional.ofNullable(RangeParser.parse(text, Mode.STRICT));
  }

  /**
   * As {@link #parse}, but words that are no comparators are dropped as long as something remains,
   * and versions may be loose: what npm accepts nearly everywhere.
   *
   * @throws IllegalArgumentException where there is none
   */
  public static Range parseLoose(String text) {
    return tryParseLoose(text)
        .orElseThrow(() -> new IllegalArgumentException("Invalid SemVer Range: " + text));
  }

  public static Optional<Range> tryParseLoose(String text) {
    return Optional.ofNullable(RangeParser.parse(text, Mode.LOOSE));
  }

  /** Read strictly with node-semver's {@code includePrerelease}, as npm reads {@code engines}. */
  public static Optional<Range> tryParseIncludingPrereleases(String text) {
    return Optional.ofNullable(RangeParser.parse(text, Mode.STRICT.includingPrereleases()));
  }

  /**
   * The same text read with node-semver's {@code includePrerelease}: bounds reach down to the first
   * prerelease, and a prerelease needs no bound of its own numbers.
   */
  public Range includingPrereleases() {
    Range known = withPrereleases;
    if (known == null) {
      known = mode.includePrerelease() ? this : RangeParser.parse(raw, mode.includingPrereleases());
      // What parses one way parses the other way too, but for numbers at the very limit.
      known = known == null ? this : known;
      withPrereleases = known;
    }
    return known;
  }

  /**
   * Whether {@code version} is in the range. A prerelease is only where a bound of the same three
   * numbers is a prerelease too, or where this range includes prereleases.
   */
  public boolean accepts(Version version) {
    for (List<Bound> bounds : alternatives) {
      if (accepts(bounds, version, mode.includePrerelease())) {
        return true;
      }
    }
    return false;
  }

  /** As {@link #accepts(Version)}; a text that is no version in this range's mode is not in it. */
  public boolean accepts(String version) {
    Version parsed = VersionParser.parse(version, mode.loose());
    return parsed != null && accepts(parsed);
  }

  /** node-semver's {@code satisfies(version, range, {includePrerelease: true})}. */
  public boolean acceptsIncludingPrereleases(Version version) {
    return includingPrereleases().accepts(version);
  }

  /** Whether some version may be in both, as node-semver judges from the bounds. */
  public boolean intersects(Range other) {
    return Intersection.of(this, other);
  }

  /** Whether every version of this range is in {@code other} too, as node-semver judges. */
  public boolean isSubsetOf(Range other) {
    return Subset.of(this, other);
  }

  /** The lowest version that is in the range; empty where none can be. */
  public Optional<Version> minVersion() {
    return MinVersion.of(this);
  }

  /** The newest of {@code versions} that is in the range. */
  public Optional<Version> newestOf(Collection<Version> versions) {
    Version best = null;
    for (Version version : versions) {
      if ((best == null || version.isNewerThan(best)) && accepts(version)) {
        best = version;
      }
    }
    return Optional.ofNullable(best);
  }

  /** Whether every release is in it: {@code *}, the empty text, {@code >=0.0.0}. */
  public boolean isAny() {
    return alternatives.size() == 1
        && alternatives.getFirst().size() == 1
        && alternatives.getFirst().getFirst().isAny();
  }

  /** As it was written, white space squeezed. */
  public String raw() {
    return raw;
  }

  /** node-semver's form: bounds only, {@code ||} between alternatives; empty for any version. */
  @Override
  public String toString() {
    StringBuilder out = new StringBuilder();
    for (int i = 0; i < alternatives.size(); i++) {
      out.append(i == 0 ? "" : "||");
      List<Bound> bounds = alternatives.get(i);
      for (int k = 0; k < bounds.size(); k++) {
        out.append(k == 0 ? "" : " ").append(bounds.get(k));
      }
    }
    return out.toString();
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Range that
        && mode.equals(that.mode)
        && alternatives.equals(that.alternatives);
  }

  @Override
  public int hashCode() {
    return alternatives.hashCode();
  }

  List<List<Bound>> alternatives() {
    return alternatives;
  }

  boolean isIncludingPrereleases() {
    return mode.includePrerelease();
  }

  static boolean accepts(List<Bound> bounds, Version version, boolean includePrerelease) {
    for (int i = 0; i < bounds.size(); i++) {
      if (!bounds.get(i).accepts(version)) {
        return false;
      }
    }
    return includePrerelease || !version.isPrerelease() || allowsPrereleaseOf(bounds, version);
  }

  private static boolean allowsPrereleaseOf(List<Bound> bounds, Version version) {
    for (Bound bound : bounds) {
      Version own = bound.version();
      if (own != null && own.isPrerelease() && own.hasSameNumbers(version)) {
        return true;
      }
    }
    return false;
  }
}
