package dev.jpm.audit.advisory;

import dev.jpm.model.semver.Version;
import java.util.ArrayList;
import java.util.List;
import java.util.SequencedMap;
import java.util.Set;

/** The range that npm writes for the vulnerable ones among published versions. */
final class VulnerableRange {
  private static final String NOTHING = "<0.0.0-0";

  private final List<String> versions;
  private final Set<String> vulnerable;

  private VulnerableRange(List<String> versions, Set<String> vulnerable) {
    this.versions = versions;
    this.vulnerable = vulnerable;
  }

  static String of(SequencedMap<String, Version> versions, Set<String> vulnerable) {
    List<String> texts = List.copyOf(versions.keySet());
    List<String> runs = new VulnerableRange(texts, vulnerable).runs();
    return runs.isEmpty() ? NOTHING : SimplifiedRange.of(versions, String.join(" || ", runs));
  }

  /** Each run of vulnerable versions; prereleases that were not looked at do not interrupt one. */
  private List<String> runs() {
    List<String> runs = new ArrayList<>();
    for (int i = 0; i < versions.size(); i++) {
      String first = versions.get(i);
      String last = null;
      while (i < versions.size()) {
        String version = versions.get(i);
        if (vulnerable.contains(version)) {
          last = version;
        } else if (!VersionSampling.isPrerelease(version)) {
          break;
        }
        i++;
      }
      if (last != null) {
        runs.add(run(first, last));
      }
    }
    return runs;
  }

  private String run(String first, String last) {
    if (last.equals(versions.getLast())) {
      return ">=" + first;
    }
    return first.equals(last) ? first : first + " - " + last;
  }
}
