package dev.jpm.mirror.policy;

import dev.jpm.audit.advisory.Advisory;
import dev.jpm.model.semver.Range;
import dev.jpm.model.semver.Version;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** Which versions of a package advisories are about, and which are the first without. */
final class Fixes {
  private final TreeMap<Version, String> releases = new TreeMap<>(Comparator.naturalOrder());
  private final List<Known> known = new ArrayList<>();

  Fixes(List<String> versions, List<Advisory> advisories) {
    for (String version : versions) {
      Version.tryParseLoose(version)
          .filter(parsed -> !parsed.isPrerelease())
          .ifPresent(parsed -> releases.put(parsed, version));
    }
    for (Advisory advisory : advisories) {
      known.add(
          new Known(
              advisory,
              Range.tryParseLoose(advisory.range()).map(Range::includingPrereleases).orElse(null)));
    }
  }

  /** A range that nobody can read means every version. */
  private record Known(Advisory advisory, @org.jspecify.annotations.Nullable Range range) {
    boolean concerns(Version version) {
      return range == null || range.accepts(version);
    }
  }

  /** The advisories about {@code version}. */
  List<Advisory> about(String version) {
    Optional<Version> parsed = Version.tryParseLoose(version);
    return known.stream()
        .filter(one -> one.range() == null || parsed.filter(one::concerns).isPresent())
        .map(Known::advisory)
        .toList();
  }

  /**
   * The versions right after one that has a vulnerability which they have no longer. Malware is
   * none: what follows it may come from the same hand.
   */
  Set<String> first() {
    Set<String> first = new HashSet<>();
    List<Known> flaws = known.stream().filter(one -> !Terms.isMalware(one.advisory())).toList();
    for (Map.Entry<Version, String> entry : releases.entrySet()) {
      Version before = releases.lowerKey(entry.getKey());
      if (before != null
          && flaws.stream()
              .anyMatch(one -> one.concerns(before) && !one.concerns(entry.getKey()))) {
        first.add(entry.getValue());
      }
    }
    return first;
  }
}
