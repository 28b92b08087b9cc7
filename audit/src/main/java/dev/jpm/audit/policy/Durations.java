package dev.jpm.audit.policy;

import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Durations as people write them: {@code 24h}, {@code 3d}, {@code PT24H}. */
final class Durations {
  private static final Pattern SHORT = Pattern.compile("(\\d{1,6})\\s*([mhdw])");
  private static final int WEEK = 7;
  private static final int DAY = 24;

  private Durations() {}

  /** The duration in {@code text}; an IllegalArgumentException where it is none. */
  static Duration of(String text) {
    Matcher matcher = SHORT.matcher(text);
    if (matcher.matches()) {
      long count = Long.parseLong(matcher.group(1));
      return switch (matcher.group(2)) {
        case "m" -> Duration.ofMinutes(count);
        case "h" -> Duration.ofHours(count);
        case "d" -> Duration.ofDays(count);
        default -> Duration.ofDays(count * WEEK);
      };
    }
    try {
      return Duration.parse(text);
    } catch (DateTimeParseException e) {
      throw new IllegalArgumentException("no duration: " + text, e);
    }
  }

  /** In the biggest unit that leaves something to count. */
  static String text(Duration duration) {
    Duration positive = duration.isNegative() ? Duration.ZERO : duration;
    if (positive.toHours() >= DAY * 2) {
      return positive.toDays() + " days";
    }
    return positive.toHours() >= 2
        ? positive.toHours() + " hours"
        : positive.toMinutes() + " minutes";
  }
}
