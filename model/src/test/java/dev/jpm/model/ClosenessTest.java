package dev.jpm.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ClosenessTest {
  private static final List<String> WORDS = List.of("build", "bulid", "test", "guild");

  @ParameterizedTest
  @CsvSource({"kitten, sitting, 3", "build, bild, 1", "'', abc, 3", "abc, '', 3", "a, a, 0"})
  void distanceIsLevenshteins(String from, String to, int distance) {
    assertThat(Closeness.distance(from, to)).isEqualTo(distance);
  }

  @Test
  void whatWasTypedIsNoneOfWhatMayHaveBeenMeant() {
    assertThat(Closeness.among("build", WORDS)).containsExactly("guild");
    assertThat(Closeness.within("build", WORDS)).containsExactly("build", "guild");
  }

  @Test
  void theNearestComeFirst() {
    assertThat(Closeness.nearest("buildd", WORDS, 2)).containsExactly("build", "bulid");
    assertThat(Closeness.byDistance("tess", WORDS)).startsWith("test");
  }
}
