package dev.jpm.resolver;

import dev.jpm.model.Packument;
import dev.jpm.model.Packument.Release;
import dev.jpm.model.Platform;
import dev.jpm.model.PlatformCheck;
import dev.jpm.model.semver.Range;
import dev.jpm.model.semver.Version;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Picks the version that npm picks: not simply the highest that satisfies. The default tag's
 * version wins over higher ones if it satisfies and nothing speaks against it; else, in this order,
 * versions not to be avoided, not withheld by policy, neither deprecated nor unfit for the runtime,
 * fit for the runtime, not deprecated, and then the highest. Remembers what it read from a
 * packument, so one picker serves a whole resolution and what runs ahead of it, on any number of
 * threads.
 */
public final class VersionPicker {
  /** A version with what choosing asks of it. */
  private record Candidate(Version version, Release release, boolean restricted) {}

  private final Map<Packument, List<Candidate>> candidates =
      Collections.synchronizedMap(new IdentityHashMap<>());
  private final Map<String, Boolean> engines = new ConcurrentHashMap<>();

  /**
   * The version of {@code packument} for {@code wanted}: a version, a range or a tag, loosely read;
   * empty text is the default tag.
   */
  public PickResult pick(Packument packument, String wanted, PickOptions options) {
    String spec = wanted.strip();
    PickOptions effective =
        options.before() == null || !packument.time().isEmpty()
            ? options
            : options.withBefore(null);
    Found found = find(packument, spec, effective);
    if (found.release() != null && !packument.restricted().containsKey(found.version())) {
      return new PickResult.Picked(found.release(), isAvoided(found.version(), options));
    }
    return new PickResult.None(
        PickErrors.none(packument, spec, options, found.release() != null, found.nothingAtAll()));
  }

  /** What was found; without a release, whether the packument has no version at all. */
  private record Found(String version, @Nullable Release release, boolean nothingAtAll) {
    static final Found NOTHING = new Found("", null, false);
    static final Found EMPTY = new Found("", null, true);
  }

  private Found find(Packument packument, String wanted, PickOptions options) {
    if (!wanted.isEmpty()) {
      Optional<Version> exact = Version.tryParseLoose(wanted);
      if (exact.isPresent()) {
        String version = exact.get().toString();
        return isOldEnough(packument, version, options)
            ? exactly(packument, version)
            : Found.NOTHING;
      }
    }
    Range range = wanted.isEmpty() ? null : Range.tryParseLoose(wanted).orElse(null);
    if (range == null && !wanted.isEmpty()) {
      return tagged(packument, wanted, options);
    }
    return ranged(packument, range == null ? "*" : wanted, range, options);
  }

  private Found tagged(Packument packument, String tag, PickOptions options) {
    String version = packument.distTags().get(tag);
    if (version == null) {
      return Found.NOTHING;
    }
    return isOldEnough(packument, version, options)
        ? exactly(packument, version)
        : find(packument, "<=" + version, options);
  }

  private static Found exactly(Packument packument, String version) {
    Release release = packument.versions().get(version);
    Release any = release == null ? packument.restricted().get(version) : release;
    return any == null ? Found.NOTHING : new Found(version, any, false);
  }

  private Found ranged(
      Packument packument, String text, @Nullable Range range, PickOptions options) {
    String tagged = packument.distTags().get(options.defaultTag());
    if (tagged != null
        && (range == null || text.equals("*") || range.accepts(tagged))
        && !packument.restricted().containsKey(tagged)
        && !isAvoided(tagged, options)) {
      Release release = packument.versions().get(tagged);
      if (release != null
          && isOldEnough(packument, tagged, options)
          && isFit(release, options.platform())
          && !release.isDeprecated()) {
        return new Found(tagged, release, false);
      }
    }
    return best(packument, range, options);
  }

  /** Candidates come highest first, so the first of a rank is the best of that rank. */
  private Found best(Packument packument, @Nullable Range range, PickOptions options) {
    boolean any = false;
    Candidate best = null;
    int bestRank = Integer.MAX_VALUE;
    for (Candidate candidate : candidates(packument)) {
      if (!isOldEnough(packument, candidate.release().version(), options)) {
        continue;
      }
      any = true;
      if (range != null && !range.accepts(candidate.version())) {
        continue;
      }
      int rank = rank(candidate, options);
      if (rank == 0) {
        return new Found(candidate.release().version(), candidate.release(), false);
      }
      if (rank < bestRank) {
        best = candidate;
        bestRank = rank;
      }
    }
    if (best == null) {
      return any ? Found.NOTHING : Found.EMPTY;
    }
    return new Found(best.release().version(), best.release(), false);
  }

  /** 0 is a version that nothing speaks against; heavier objections weigh more than all lighter. */
  private int rank(Candidate candidate, PickOptions options) {
    boolean avoided = isAvoided(candidate.version(), options);
    boolean fit = isFit(candidate.release(), options.platform());
    boolean deprecated = candidate.release().isDeprecated();
    return (avoided ? 16 : 0)
        + (candidate.restricted() ? 8 : 0)
        + (deprecated || !fit ? 4 : 0)
        + (fit ? 0 : 2)
        + (deprecated ? 1 : 0);
  }

  private List<Candidate> candidates(Packument packument) {
    List<Candidate> known = candidates.get(packument);
    if (known == null) {
      // Two threads may both sort; neither waits for the other's packument.
      known = sorted(packument);
      candidates.put(packument, known);
    }
    return known;
  }

  private static List<Candidate> sorted(Packument packument) {
    List<Candidate> all = new ArrayList<>(packument.versions().size());
    packument
        .versions()
        .forEach((text, release) ->
            Version.tryParseLoose(text)
                .map(v -> new Candidate(v, release, packument.restricted().containsKey(text)))
                .ifPresent(all::add));
    packument
        .restricted()
        .forEach((text, release) ->
            Version.tryParseLoose(text)
                .map(v -> new Candidate(v, release, true))
                .ifPresent(all::add));
    all.sort((a, b) -> b.version().compareTo(a.version()));
    return all;
  }

  private static boolean isAvoided(String version, PickOptions options) {
    return options.avoid() != null
        && Version.tryParseLoose(version).filter(v -> isAvoided(v, options)).isPresent();
  }

  private static boolean isAvoided(Version version, PickOptions options) {
    Range avoid = options.avoid();
    return avoid != null && avoid.acceptsIncludingPrereleases(version);
  }

  private static boolean isOldEnough(Packument packument, String version, PickOptions options) {
    Instant before = options.before();
    String time = before == null ? null : packument.time().get(version);
    if (before == null || time == null || time.isEmpty()) {
      return true;
    }
    try {
      return !OffsetDateTime.parse(time).toInstant().isAfter(before);
    } catch (DateTimeException notATime) {
      return false;
    }
  }

  /** The same few ranges of engines stand in thousands of versions. */
  private boolean isFit(Release release, Platform platform) {
    String node = release.nodeEngine();
    if (node != null && !admits(node, platform.nodeVersion())) {
      return false;
    }
    String npm = release.npmEngine();
    return npm == null || admits(npm, platform.npmVersion());
  }

  private boolean admits(String range, String version) {
    return engines.computeIfAbsent(
        version + ' ' + range, _ -> PlatformCheck.admitsVersion(range, version));
  }
}
