package dev.jpm.audit.registry;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What came before is what was published before; where no time is told, what is lower. */
class ProvenanceHistoryTest {
  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      value = {
        "1.0.0, 2026-01-01T00:00:00Z, false",
        "1.0.1, 2026-01-03T00:00:00Z, true",
        "0.9.9, 2026-01-03T00:00:00Z, true",
        "3.0.0, 2026-01-02T00:00:00Z, false",
        "1.2.0, -, false",
        "2.0.1, -, true",
        "1.0.1-rc.1, 2026-01-01T00:00:00Z, true",
        "1.0.1-rc.1, 2025-01-01T00:00:00Z, false",
        "nonsense, -, false",
      })
  void aReleaseComesAfterReleases(String version, String time, boolean after) {
    ProvenanceHistory history = new ProvenanceHistory();
    history.add("2.0.0", Release.moment("2026-01-02T00:00:00Z"));
    history.add("2.1.0", Release.moment("2026-02-02T00:00:00Z"));
    history.add("1.0.0-rc.1", Release.moment("2025-06-01T00:00:00Z"));

    assertThat(history.isBefore(version, Release.moment(time))).isEqualTo(after);
  }

  @Test
  void withoutAnyNothingIsBefore() {
    assertThat(new ProvenanceHistory().isBefore("1.0.0", null)).isFalse();
  }
}
