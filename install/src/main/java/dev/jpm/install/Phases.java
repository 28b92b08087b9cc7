package dev.jpm.install;

import dev.jpm.model.event.Event;
import dev.jpm.model.event.Event.Phase;
import dev.jpm.model.event.Reporter;
import java.time.Duration;
import java.util.function.Supplier;

/** Tells when the phases of an install begin and end. */
record Phases(Reporter reporter) {
  <T> T in(Phase phase, Supplier<T> work) {
    reporter.on(new Event.PhaseStarted(phase));
    long begun = System.nanoTime();
    try {
      return work.get();
    } finally {
      reporter.on(new Event.PhaseEnded(phase, Duration.ofNanos(System.nanoTime() - begun)));
    }
  }

  void in(Phase phase, Runnable work) {
    in(
        phase,
        () -> {
          work.run();
          return phase;
        });
  }
}
