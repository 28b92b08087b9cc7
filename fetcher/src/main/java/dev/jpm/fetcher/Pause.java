package dev.jpm.fetcher;

import java.time.Duration;

/** How to wait between tries; replaced in tests, which do not. */
@FunctionalInterface
public interface Pause {
  void sleep(Duration time) throws InterruptedException;

  /** Really waits. */
  static Pause real() {
    return Thread::sleep;
  }
}
