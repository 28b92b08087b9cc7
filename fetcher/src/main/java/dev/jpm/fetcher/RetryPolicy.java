package dev.jpm.fetcher;

import dev.jpm.config.Settings;
import java.time.Duration;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * How often and when a failed request is tried again: npm's {@code fetch-retries}, {@code
 * fetch-retry-factor}, {@code fetch-retry-mintimeout} and {@code fetch-retry-maxtimeout}.
 */
public record RetryPolicy(int retries, double factor, Duration minTimeout, Duration maxTimeout) {
  /** npm's defaults: two more tries, after 10 and 60 seconds. */
  public static final RetryPolicy DEFAULT =
      new RetryPolicy(2, 10, Duration.ofSeconds(10), Duration.ofSeconds(60));

  /** As the settings say. */
  public static RetryPolicy of(Settings settings) {
    return new RetryPolicy(
        settings.count("fetch-retries"),
        settings.number("fetch-retry-factor"),
        Duration.ofMillis(settings.count("fetch-retry-mintimeout")),
        Duration.ofMillis(settings.count("fetch-retry-maxtimeout")));
  }

  /** How often a request is sent at most. */
  public int attempts() {
    return Math.max(retries, 0) + 1;
  }

  /** Whether the answer to a GET with {@code status} may be better next time. */
  public static boolean isTransient(int status) {
    return status == 408 || status == 420 || status == 429 || status >= 500;
  }

  /** How long to wait after try number {@code attempt} (from 1) failed. */
  public Duration pauseAfter(int attempt) {
    return pauseAfter(attempt, OptionalLong.empty());
  }

  /**
   * How long to wait after try number {@code attempt} (from 1) failed: what the server asked for,
   * else growing from the shortest; never more than the longest.
   */
  Duration pauseAfter(int attempt, OptionalLong retryAfterSeconds) {
    if (retryAfterSeconds.isPresent()) {
      Duration asked = Duration.ofSeconds(retryAfterSeconds.getAsLong());
      return asked.compareTo(maxTimeout) > 0 ? maxTimeout : asked;
    }
    double millis = (double) Math.max(minTimeout.toMillis(), 1) * Math.pow(factor, attempt - 1);
    return Duration.ofMillis(Math.round(Math.min(millis, (double) maxTimeout.toMillis())));
  }

  /** The seconds of a {@code retry-after}; empty where it is missing or a date. */
  static OptionalLong seconds(@Nullable String retryAfter) {
    if (retryAfter == null || retryAfter.isEmpty() || retryAfter.length() > 9) {
      return OptionalLong.empty();
    }
    for (int i = 0; i < retryAfter.length(); i++) {
      if (retryAfter.charAt(i) < '0' || retryAfter.charAt(i) > '9') {
        return OptionalLong.empty();
      }
    }
    return OptionalLong.of(Long.parseLong(retryAfter));
  }
}
