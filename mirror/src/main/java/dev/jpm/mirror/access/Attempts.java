package dev.jpm.mirror.access;

import dev.jpm.mirror.http.HttpProblem;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How often passwords were wrong of late. Who guesses waits; the person whose name it is does not,
 * as long as they call from elsewhere.
 */
final class Attempts {
  private static final int MOST = 10;
  private static final Duration WINDOW = Duration.ofMinutes(5);
  private static final int REMEMBERED = 10_000;

  private final InstantSource clock;
  private final Map<Who, Wrong> wrong = new LinkedHashMap<>();

  Attempts(InstantSource clock) {
    this.clock = clock;
  }

  private record Who(String remote, String name) {}

  private record Wrong(int times, Instant since) {}

  /** Refuses who has been wrong too often, before anything is computed for them. */
  synchronized void admit(String remote, String name) {
    Wrong before = wrong.get(new Who(remote, name));
    if (before == null || before.times() < MOST) {
      return;
    }
    Duration left = Duration.between(clock.instant(), before.since().plus(WINDOW));
    if (left.isPositive()) {
      throw new HttpProblem(
          429,
          "Too many wrong passwords; wait a while",
          Map.of("retry-after", Long.toString(left.toSeconds() + 1)));
    }
    wrong.remove(new Who(remote, name));
  }

  /** Takes down how it ended. */
  synchronized void ended(String remote, String name, boolean right) {
    Who who = new Who(remote, name);
    Wrong before = wrong.remove(who);
    if (right) {
      return;
    }
    Instant now = clock.instant();
    wrong.put(
        who,
        before == null || before.since().plus(WINDOW).isBefore(now)
            ? new Wrong(1, now)
            : new Wrong(before.times() + 1, before.since()));
    if (wrong.size() > REMEMBERED) {
      wrong.remove(wrong.keySet().iterator().next());
    }
  }
}
