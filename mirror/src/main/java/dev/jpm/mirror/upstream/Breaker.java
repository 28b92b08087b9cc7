package dev.jpm.mirror.upstream;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** Keeps callers from a server that has failed them all lately, so that nobody waits for it. */
final class Breaker {
  private static final int FAILURES = 3;
  private static final Duration REST = Duration.ofSeconds(10);

  private final InstantSource clock;
  private int failures;
  private Instant until = Instant.MIN;

  Breaker(InstantSource clock) {
    this.clock = clock;
  }

  /** Whether the server may be asked now; after its rest one caller may, then others again. */
  synchronized boolean isClosed() {
    Instant now = clock.instant();
    if (failures < FAILURES) {
      return true;
    }
    if (now.isBefore(until)) {
      return false;
    }
    until = now.plus(REST);
    return true;
  }

  synchronized void succeeded() {
    failures = 0;
  }

  synchronized void failed() {
    failures++;
    until = clock.instant().plus(REST);
  }
}
