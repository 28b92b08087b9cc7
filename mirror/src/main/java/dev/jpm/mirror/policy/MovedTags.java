package dev.jpm.mirror.policy;

import dev.jpm.model.semver.Version;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Points tags of refused versions to the newest that may be had. */
final class MovedTags {
  private static final String LATEST = "latest";

  private final Set<String> refused;
  private final List<Version> allowed;

  MovedTags(List<String> versions, Set<String> refused) {
    this.refused = refused;
    this.allowed =
        versions.stream()
            .filter(version -> !refused.contains(version))
            .map(Version::tryParseLoose)
            .flatMap(Optional::stream)
            .toList();
  }

  SequencedMap<String, String> of(SequencedMap<String, String> tags) {
    SequencedMap<String, String> moved = new LinkedHashMap<>();
    tags.forEach((tag, version) -> {
      String target = refused.contains(version) ? instead(tag, version) : version;
      if (target != null) {
        moved.put(tag, target);
      }
    });
    return moved;
  }

  /** What clients will choose most, where tags point so. */
  List<String> choices(SequencedMap<String, String> moved) {
    SortedMap<Long, Version> newest = new TreeMap<>(Comparator.reverseOrder());
    allowed.stream()
        .filter(version -> !version.isPrerelease())
        .forEach(version -> newest.merge(version.major(), version, MovedTags::higher));
    return Stream.of(
            Stream.ofNullable(moved.get(LATEST)),
            newest.values().stream().map(Version::raw),
            moved.values().stream())
        .flatMap(each -> each)
        .distinct()
        .toList();
  }

  private static Version higher(Version one, Version other) {
    return other.isNewerThan(one) ? other : one;
  }

  /** The highest below it, of the same line if there is one; a release is replaced by a release. */
  private @Nullable String instead(String tag, String version) {
    Version wanted = Version.tryParseLoose(version).orElse(null);
    if (wanted == null) {
      return null;
    }
    Optional<Version> lower =
        highest(
                candidates(wanted)
                    .filter(wanted::isNewerThan)
                    .filter(one -> one.major() == wanted.major()))
            .or(() -> highest(candidates(wanted).filter(wanted::isNewerThan)));
    return (tag.equals(LATEST)
            ? lower.or(() -> highest(candidates(wanted))).or(() -> highest(allowed.stream()))
            : lower)
        .map(Version::raw)
        .orElse(null);
  }

  private Stream<Version> candidates(Version wanted) {
    return allowed.stream().filter(one -> wanted.isPrerelease() || !one.isPrerelease());
  }

  private static Optional<Version> highest(Stream<Version> versions) {
    return versions.max(Comparator.naturalOrder());
  }
}
