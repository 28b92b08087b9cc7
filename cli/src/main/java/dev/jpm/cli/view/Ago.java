package dev.jpm.cli.view;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;

/** How long ago something was, in words. */
final class Ago {
  private static final long MINUTE = 60;
  private static final long HOUR = 60 * MINUTE;
  private static final long DAY = 24 * HOUR;
  private static final long WEEK = 7 * DAY;
  private static final long MONTH = 30 * DAY;
  private static final long YEAR = 365 * DAY;

  private Ago() {}

  static String of(Instant then, Instant now) {
    long seconds = seconds(then, now);
    if (seconds > DAY && seconds < WEEK) {
      seconds =
          seconds(
              then.atZone(ZoneId.systemDefault()).truncatedTo(ChronoUnit.DAYS).toInstant(), now);
    }
    if (seconds < 30) {
      return "just now";
    }
    boolean ahead = then.isAfter(now);
    if (seconds >= DAY && seconds < 2 * DAY) {
      return ahead ? "tomorrow" : "yesterday";
    }
    return phrase(seconds) + (ahead ? " from now" : " ago");
  }

  private static long seconds(Instant then, Instant now) {
    return Math.round(Math.abs(Duration.between(then, now).toMillis()) / 1000.0);
  }

  private static String phrase(long seconds) {
    if (seconds < MINUTE) {
      return seconds + " seconds";
    }
    if (seconds < 2 * MINUTE) {
      return "a minute";
    }
    if (seconds < HOUR) {
      return seconds / MINUTE + " minutes";
    }
    if (seconds < DAY) {
      return seconds / HOUR == 1 ? "an hour" : seconds / HOUR + " hours";
    }
    if (seconds < WEEK) {
      return seconds / DAY + " days";
    }
    if (seconds < MONTH) {
      return seconds / WEEK == 1 ? "a week" : seconds / WEEK + " weeks";
    }
    if (seconds < YEAR) {
      return seconds / MONTH == 1 ? "a month" : seconds / MONTH + " months";
    }
    return seconds / YEAR == 1 ? "a year" : "over a year";
  }
}
