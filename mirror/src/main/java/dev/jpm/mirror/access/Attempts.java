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
  private static final Duration PATIENCE = Duration.ofSeconds(5);
  private static final int REMEMBERED = 10_000;

  private final InstantSource clock;
  private final Map<Who, Wrong> wrong = new LinkedHashMap<>();

  Attempts(InstantSource clock) {
    this.clock = clock;
  }

  private record Who(String remote, String name) {}

  private record Wrong(int times, int underWay, Instant since) {
    int mayBe() {
      return times + underWay;
    }
  }

  /**
   * Refuses who has been wrong too often, before anything is computed for them. Those under way may
   * be wrong too: of many at once no more are admitted than one after the other.
   */
  synchronized void admit(String remote, String name) {
    Who who = new Who(remote, name);
    long end = System.nanoTime() + PATIENCE.toNanos();
    Wrong before = known(who);
    while (before.mayBe() >= MOST) {
      long left = (end - System.nanoTime()) / 1_000_000;
      if (before.underWay() == 0 || left <= 0) {
        throw refusal(before);
      }
      try {
        wait(left);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw refusal(before);
      }
      before = known(who);
    }
    put(who, new Wrong(before.times(), before.underWay() + 1, before.since()));
  }

  /** Takes down how it ended. */
  synchronized void ended(String remote, String name, boolean right) {
    Who who = new Who(remote, name);
    Wrong before = known(who);
    int underWay = Math.max(before.underWay() - 1, 0);
    put(who, new Wrong(right ? 0 : before.times() + 1, underWay, before.since()));
  }

  /** Takes down that nobody knows whether it was right. */
  synchronized void abandoned(String remote, String name) {
    Who who = new Who(remote, name);
    Wrong before = known(who);
    put(who, new Wrong(before.times(), Math.max(before.underWay() - 1, 0), before.since()));
  }

  private Wrong known(Who who) {
    Instant now = clock.instant();
    Wrong before = wrong.getOrDefault(who, new Wrong(0, 0, now));
    return before.since().plus(WINDOW).isAfter(now) ? before : new Wrong(0, before.underWay(), now);
  }

  private synchronized void put(Who who, Wrong now) {
    wrong.remove(who);
    if (now.mayBe() > 0) {
      wrong.put(who, now);
    }
    if (wrong.size() > REMEMBERED) {
      wrong.remove(wrong.keySet().iterator().next());
    }
    notifyAll();
  }

  private HttpProblem refusal(Wrong before) {
    Duration left = Duration.between(clock.instant(), before.since().plus(WINDOW));
    return new HttpProblem(
        429,
        "Too many wrong passwords; wait a while",
        Map.of("retry-after", Long.toString(left.toSeconds() + 1)));
  }
}
