package dev.jpm.fetcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RetryPolicyTest {
  @ParameterizedTest
  @CsvSource({"1, 10", "2, 60", "3, 60"})
  void waitsAsNpmDoesByDefault(int attempt, int seconds) {
    assertThat(RetryPolicy.DEFAULT.pauseAfter(attempt, OptionalLong.empty()))
        .isEqualTo(Duration.ofSeconds(seconds));
  }

  @Test
  void waitsAsTheServerAsksButNotLongerThanTheLongest() {
    assertThat(RetryPolicy.DEFAULT.pauseAfter(1, OptionalLong.of(3)))
        .isEqualTo(Duration.ofSeconds(3));
    assertThat(RetryPolicy.DEFAULT.pauseAfter(1, OptionalLong.of(3600)))
        .isEqualTo(Duration.ofSeconds(60));
  }

  @ParameterizedTest
  @CsvSource({
    "200, false", "304, false", "400, false", "401, false", "403, false", "404, false",
    "408, true", "409, false", "420, true", "429, true", "500, true", "503, true"
  })
  void knowsWhatMayPass(int status, boolean expected) {
    assertThat(RetryPolicy.isTransient(status)).isEqualTo(expected);
  }

  @Test
  void triesOnceWhereNoRetriesAreWanted() {
    RetryPolicy once = new RetryPolicy(0, 10, Duration.ZERO, Duration.ZERO);

    assertThat(once.attempts()).isEqualTo(1);
  }
}
