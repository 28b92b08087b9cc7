package dev.jpm.mirror.server;

import dev.jpm.mirror.config.Operation.Rate;
import dev.jpm.mirror.http.HttpProblem;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Lets an address in as often as the rate says; who comes more often is told to wait. */
final class Turnstile {
  private static final int REMEMBERED = 10_000;

  private final @Nullable Rate rate;
  private final InstantSource clock;
  private final Map<String, Left> byAddress =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Left> eldest) {
          return size() > REMEMBERED;
        }
      };

  Turnstile(@Nullable Rate rate, InstantSource clock) {
    this.rate = rate;
    this.clock = clock;
  }

  private record Left(double calls, Instant at) {}

  void admit(String address) {
    if (rate == null) {
      return;
    }
    double perSecond = rate.requests() * 1e9 / rate.per().toNanos();
    Instant now = clock.instant();
    double left;
    synchronized (byAddress) {
      Left before = byAddress.getOrDefault(address, new Left(rate.requests(), now));
      double grown =
          before.calls() + perSecond * Duration.between(before.at(), now).toNanos() / 1e9;
      left = Math.min(grown, rate.requests()) - 1;
      byAddress.put(address, new Left(Math.max(left, 0), now));
    }
    if (left < 0) {
      long wait = (long) Math.ceil(-left / perSecond);
      throw new HttpProblem(
          429, "Too many requests; wait a while", Map.of("retry-after", Long.toString(wait)));
    }
  }
}
