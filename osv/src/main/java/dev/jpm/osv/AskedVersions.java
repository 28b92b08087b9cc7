package dev.jpm.osv;

import dev.jpm.model.json.JsonWriter;
import dev.jpm.model.semver.Range;
import dev.jpm.model.semver.Version;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.stream.Collectors;

/** What is asked for. Ranges and versions repeat from package to package; each is read once. */
final class AskedVersions {
  private final SequencedMap<String, List<String>> versions;
  private final Map<String, Optional<Range>> ranges = new HashMap<>();
  private final Map<String, Optional<Version>> parsed = new HashMap<>();

  AskedVersions(SequencedMap<String, List<String>> versions) {
    this.versions = versions;
  }

  /** The names of the packages, a JSON list: sorted, as the database has them. */
  String names() {
    return versions.keySet().stream()
        .sorted()
        .map(JsonWriter::quoted)
        .collect(Collectors.joining(",", "[", "]"));
  }

  /** Whether all of {@code others} is among what is asked for. */
  boolean includes(SequencedMap<String, List<String>> others) {
    return others.entrySet().stream()
        .allMatch(other ->
            versions.getOrDefault(other.getKey(), List.of()).containsAll(other.getValue()));
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
            Comparator.<OsvAdvisory, Integer>comparing(one -> places.getOrDefault(one.name(), 0))
                .thenComparing(OsvAdvisory::id))
        .toList();
  }
}
