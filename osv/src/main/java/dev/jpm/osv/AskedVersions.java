package dev.jpm.osv;

import dev.jpm.model.Order;
import dev.jpm.model.semver.Range;
import dev.jpm.model.semver.Version;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;

/** What is asked for. Ranges and versions repeat from package to package; each is read once. */
final class AskedVersions {
  private final SequencedMap<String, List<String>> versions;
  private final Map<String, Optional<Range>> ranges = new HashMap<>();
  private final Map<String, Optional<Version>> parsed = new HashMap<>();

  AskedVersions(SequencedMap<String, List<String>> versions) {
    this.versions = versions;
  }

  /** The names of the packages: sorted, as the database has them. */
  List<String> names() {
    return versions.keySet().stream().sorted().toList();
  }

  /** Whether all of {@code others} is among what is asked for. */
  boolean includes(SequencedMap<String, List<String>> others) {
    for (Map.Entry<String, List<String>> other : others.entrySet()) {
      if (!versions.getOrDefault(other.getKey(), List.of()).containsAll(other.getValue())) {
        return false;
      }
    }
    return true;
  }

  /** Whether {@code range}, or what cannot be read as one, has a version of {@code name}. */
  boolean concerns(String name, String range) {
    Range affected = ranges.computeIfAbsent(range, AskedVersions::range).orElse(null);
    return affected == null
        || versions.getOrDefault(name, List.of()).stream()
            .anyMatch(version ->
                parsed
                    .computeIfAbsent(version, Version::tryParseLoose)
                    .filter(affected::accepts)
                    .isPresent());
  }

  private static Optional<Range> range(String text) {
    return Range.tryParseLoose(text).map(Range::includingPrereleases);
  }

  /** As the packages were asked for, about each by name of the record. */
  List<OsvAdvisory> inOrder(List<OsvAdvisory> found) {
    Map<String, Integer> places = new HashMap<>();
    versions.keySet().forEach(name -> places.put(name, places.size()));
    return found.stream()
        .sorted(
            Order.then(
                Order.by((OsvAdvisory one) -> places.getOrDefault(one.name(), 0)),
                Order.by(OsvAdvisory::id)))
        .toList();
  }
}
