package dev.jpm.audit.advisory;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jpm.model.semver.Range;
import dev.jpm.model.semver.Version;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.SequencedMap;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Ranges and samples are node-semver's and metavuln-calculator's; the answers are theirs. */
class VersionRangesTest {
  private static final String FOUR = "1.0.0 1.0.1 1.1.0 2.0.0";

  @ParameterizedTest
  @CsvSource({
    FOUR + ", <1.1.0, <1.1.0",
    FOUR + ", >=1.1.0 || 1.0.0, >=1.1.0 || 1.0.0",
    FOUR + ", *, *",
    FOUR + ", >=1.0.1 <1.1.0, 1.0.1",
    FOUR + ", >=1.0.1 <=1.1.0 || >=3, 1.0.1 - 1.1.0",
    FOUR + ", >1.0.0-0 <99.99.99, *",
    "1.0.0, <2.0.0, *",
    "1.0.0-beta 1.0.0 1.1.0, <=1.0.0, <=1.0.0",
    "1.0.0-beta 1.0.0 1.1.0, >=1.0.0-alpha <1.1.0, <=1.0.0",
    "'', <2.0.0, ''",
    "1.0.0 2.0.0, not a range, ''",
    "1.0.0 1.5.0 2.0.0, 1.0.0 || 2.0.0 || 99.0.0, 1.0.0 || >=2.0.0"
  })
  void simplifies(String versions, String range, String expected) {
    assertThat(SimplifiedRange.of(sorted(versions), range)).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({
    "1.0.0 1.0.1 1.0.2 1.0.3, 1.0.0 || 1.0.3, 1.0.0 1.0.1 1.0.2 1.0.3",
    "1.0.0 1.0.1 1.0.2 1.0.3 1.1.0, <=1.0.1, 1.0.0 1.0.1",
    "1.0.0-a 1.0.0-b 1.0.0 1.0.1-a 1.0.1 1.0.2-a, 1.0.0-a || 1.0.1, 1.0.0-a 1.0.0-b 1.0.1",
    "1.0.0-a 1.0.0-b 1.0.0-c, 1.0.0-a || 1.0.0-c, 1.0.0-a 1.0.0-b 1.0.0-c",
    "1.0.0 1.0.1-a 1.0.1-b 1.0.1 1.0.2 1.0.3-a 1.0.3, <=1.0.1-a, 1.0.0",
    "1.0.0 1.0.2 1.0.5 2.0.0, >=1.0.2 <2, 1.0.2 1.0.5"
  })
  void samples(String versions, String range, String expected) {
    SequencedMap<String, Version> sorted = sorted(versions);
    Set<String> vulnerable = new LinkedHashSet<>();
    VersionSampling.run(
        sorted.keySet(),
        version -> {
          boolean is = Range.parseLoose(range).acceptsIncludingPrereleases(Version.parse(version));
          if (is) {
            vulnerable.add(version);
          }
          return is;
        },
        vulnerable::add);

    List<String> found = new ArrayList<>(sorted.keySet());
    found.retainAll(vulnerable);
    assertThat(String.join(" ", found)).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({
    FOUR + ", '', <0.0.0-0",
    FOUR + ", 1.0.0 1.0.1, <=1.0.1",
    FOUR + ", 1.0.1, 1.0.1",
    FOUR + ", 2.0.0, >=2.0.0",
    "1.0.0 1.0.1-a 1.0.1 1.1.0, 1.0.0 1.0.1, <=1.0.1"
  })
  void putsVulnerableVersionsTogether(String versions, String vulnerable, String expected) {
    Set<String> set = vulnerable.isEmpty() ? Set.of() : Set.of(vulnerable.split(" ", -1));

    assertThat(VulnerableRange.of(sorted(versions), set)).isEqualTo(expected);
  }

  private static SequencedMap<String, Version> sorted(String versions) {
    SequencedMap<String, Version> all = new LinkedHashMap<>();
    for (String version : versions.split(" ", -1)) {
      if (!version.isEmpty()) {
        all.put(version, Version.parse(version));
      }
    }
    return all;
  }
}
