package dev.jpm.mirror.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class AttemptsTest {
  private final AtomicReference<Instant> now = new AtomicReference<>(Instant.EPOCH);
  private final Attempts attempts = new Attempts(now::get);

  @Test
  void whoGuessesWaitsAndNobodyElse() {
    for (int i = 0; i < 10; i++) {
      attempts.admit("here", "me");
      attempts.ended("here", "me", false);
    }
    assertThatThrownBy(() -> attempts.admit("here", "me")).hasMessageContaining("wait a while");
    assertThatCode(() -> attempts.admit("elsewhere", "me")).doesNotThrowAnyException();
    assertThatCode(() -> attempts.admit("here", "you")).doesNotThrowAnyException();
    now.set(Instant.EPOCH.plus(Duration.ofMinutes(5)));
    assertThatCode(() -> attempts.admit("here", "me")).doesNotThrowAnyException();
  }

  @Test
  void thoseUnderWayMayBeWrongToo() throws Exception {
    for (int i = 0; i < 10; i++) {
      attempts.admit("here", "me");
    }
    Thread next = Thread.ofVirtual().start(() -> attempts.admit("here", "me"));
    while (next.getState() != Thread.State.TIMED_WAITING && next.isAlive()) {
      Thread.onSpinWait();
    }
    assertThat(next.isAlive()).isTrue();
    attempts.ended("here", "me", true);
    next.join();
  }

  @Test
  void whoIsRightStartsAnew() {
    for (int i = 0; i < 30; i++) {
      attempts.admit("here", "me");
      attempts.ended("here", "me", i % 9 == 8);
    }
  }
}
