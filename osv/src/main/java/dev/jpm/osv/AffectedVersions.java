package dev.jpm.osv;

import dev.jpm.model.semver.Range;
import dev.jpm.model.semver.Version;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * The versions that a record means, as a range. Where a bound is no version it is left out, so that
 * too much is told rather than too little.
 */
final class AffectedVersions {
  private static final String ANY = "*";
  private static final String FROM_THE_START = "0";

  private final Set<String> parts = new LinkedHashSet<>();

  private AffectedVersions() {}

  /** The range of an entry of {@code affected}; null where it names no version of the registry. */
  static @Nullable String of(JsonNode affected) {
    AffectedVersions versions = new AffectedVersions();
    for (JsonNode range : affected.path("ranges")) {
      String type = range.path("type").asString("");
      if (type.equals("SEMVER") || type.equals("ECOSYSTEM")) {
        versions.addRange(range.path("events"));
      }
    }
    if (!versions.parts.contains(ANY)) {
      versions.addVersions(affected.path("versions"));
    }
    if (versions.parts.contains(ANY)) {
      return ANY;
    }
    return versions.parts.isEmpty() ? null : String.join(" || ", versions.parts);
  }

  /** In the order that they count in where they are of the same version. */
  private enum Kind {
    FIXED,
    INTRODUCED,
    LAST_AFFECTED
  }

  /**
   * Where a run of vulnerable versions begins or ends.
   *
   * @param version null where it is the start of all versions, or is none
   */
  private record Event(Kind kind, @Nullable Version version) {}

  private void addRange(JsonNode events) {
    List<Event> sorted = new ArrayList<>();
    for (JsonNode event : events) {
      for (Kind kind : Kind.values()) {
        JsonNode value = event.get(kind.name().toLowerCase(Locale.ROOT));
        if (value != null) {
          add(sorted, kind, value.asString(""));
        }
      }
    }
    sorted.sort(
        Comparator.comparing(
                Event::version, Comparator.nullsFirst(Comparator.<Version>naturalOrder()))
            .thenComparing(Event::kind));
    String from = null;
    boolean open = false;
    for (Event event : sorted) {
      if (event.kind() == Kind.INTRODUCED) {
        from = open ? from : lower(event.version());
        open = true;
      } else if (open) {
        String to = (event.kind() == Kind.FIXED ? "<" : "<=") + event.version();
        parts.add(from == null ? to : from + " " + to);
        open = false;
      }
    }
    if (open) {
      parts.add(from == null ? ANY : from);
    }
  }

  private static void add(List<Event> events, Kind kind, String text) {
    Optional<Version> version = Version.tryParseLoose(text);
    if (kind == Kind.INTRODUCED || version.isPresent()) {
      events.add(new Event(kind, text.equals(FROM_THE_START) ? null : version.orElse(null)));
    }
  }

  private static @Nullable String lower(@Nullable Version version) {
    return version == null ? null : ">=" + version;
  }

  /** Single versions, as far as no range has them. */
  private void addVersions(JsonNode versions) {
    if (versions.isEmpty()) {
      return;
    }
    Range ranges =
        parts.isEmpty()
            ? null
            : Range.tryParseLoose(String.join(" || ", parts))
                .map(Range::includingPrereleases)
                .orElse(null);
    for (JsonNode one : versions) {
      Version version = Version.tryParseLoose(one.asString("")).orElse(null);
      if (version != null && (ranges == null || !ranges.accepts(version))) {
        parts.add(version.toString());
      }
    }
  }
}
