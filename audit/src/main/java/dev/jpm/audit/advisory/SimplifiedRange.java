package dev.jpm.audit.advisory;

import dev.jpm.model.semver.Range;
import dev.jpm.model.semver.Version;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;

/** node-semver's {@code simplifyRange}: a shorter range that holds the same published versions. */
final class SimplifiedRange {
  private SimplifiedRange() {}

  /** {@code range} itself where nothing shorter says the same about {@code versions}. */
  static String of(SequencedMap<String, Version> versions, String range) {
    String simple = String.join(" || ", parts(versions, LooseRange.of(range)));
    return simple.length() < range.length() ? simple : range;
  }

  private static List<String> parts(SequencedMap<String, Version> versions, @Nullable Range range) {
    List<String> parts = new ArrayList<>();
    String lowest = versions.isEmpty() ? null : versions.firstEntry().getKey();
    String first = null;
    String last = null;
    for (Map.Entry<String, Version> version : versions.entrySet()) {
      if (range != null && range.accepts(version.getValue())) {
        last = version.getKey();
        first = first == null ? last : first;
      } else if (first != null) {
        parts.add(closed(first, String.valueOf(last), first.equals(lowest)));
        first = null;
      }
    }
    if (first != null) {
      parts.add(first.equals(lowest) ? "*" : ">=" + first);
    }
    return parts;
  }

  private static String closed(String first, String last, boolean fromTheBeginning) {
    if (first.equals(last)) {
      return first;
    }
    return fromTheBeginning ? "<=" + last : first + " - " + last;
  }
}
