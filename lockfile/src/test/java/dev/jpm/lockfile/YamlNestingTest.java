package dev.jpm.lockfile;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class YamlNestingTest {
  @Test
  void tellsTheLineInWhichATextBecomesTooDeep() {
    assertThat(YamlNesting.tooDeepAt("a: 1\nb: " + "[".repeat(1_001))).isEqualTo(OptionalInt.of(2));
    assertThat(YamlNesting.tooDeepAt("a: " + "{b: [".repeat(500) + "[\n["))
        .isEqualTo(OptionalInt.of(1));
  }

  @Test
  void whatIsClosedCountsNoMore() {
    assertThat(YamlNesting.tooDeepAt("a: {b: [1], c: {}}\n".repeat(2_000))).isEmpty();
    assertThat(YamlNesting.tooDeepAt("]".repeat(5) + "[".repeat(1_000))).isEmpty();
  }
}
