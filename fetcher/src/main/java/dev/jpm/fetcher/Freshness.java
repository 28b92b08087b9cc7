package dev.jpm.fetcher;

import java.time.DateTimeException;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * How long an answer may be used without asking again, by the rules of HTTP for a private cache:
 * {@code max-age}, else {@code Expires}, else a tenth of its age by {@code Last-Modified}.
 *
 * @param storable whether it may be kept at all
 * @param seconds that it stays fresh from when it came
 * @param mustRevalidate whether it may not be used stale even when the registry cannot be reached
 */
record Freshness(boolean storable, long seconds, boolean mustRevalidate) {
  private static final String FORM = "slim";
  private static final long IMMUTABLE_SECONDS = 24 * 60 * 60;

  /** What the headers of an answer say; {@code now} in milliseconds since 1970. */
  static Freshness of(Function<String, @Nullable String> header, long now) {
    String control = lower(header.apply("cache-control"));
    boolean storable = !control.contains("no-store") && !"*".equals(header.apply("vary"));
    boolean mustRevalidate = control.contains("must-revalidate");
    long age = Math.max(number(lower(header.apply("age"))), 0);
    if (control.contains("no-cache")) {
      return new Freshness(storable, 0, mustRevalidate);
    }
    long maxAge = number(directive(control, "max-age"));
    if (maxAge >= 0) {
      return new Freshness(storable, Math.max(maxAge - age, 0), mustRevalidate);
    }
    long date = time(header.apply("date")).orElse(now);
    Optional<Long> expires = time(header.apply("expires"));
    if (header.apply("expires") != null) {
      long left = expires.map(end -> (end - date) / 1000).orElse(0L);
      return new Freshness(storable, Math.max(left - age, 0), mustRevalidate);
    }
    if (control.contains("immutable")) {
      return new Freshness(storable, Math.max(IMMUTABLE_SECONDS - age, 0), mustRevalidate);
    }
    long sinceChange = time(header.apply("last-modified")).map(at -> (date - at) / 1000).orElse(0L);
    return new Freshness(storable, Math.max(sinceChange / 10 - age, 0), mustRevalidate);
  }

  /** As the cache keeps it. */
  String toForm() {
    return FORM + " " + seconds + (mustRevalidate ? " strict" : "");
  }

  /** From what the cache kept; empty where it kept something else. */
  static Optional<Freshness> ofForm(String form) {
    String[] words = form.split(" ", -1);
    if (words.length < 2 || !words[0].equals(FORM)) {
      return Optional.empty();
    }
    boolean strict = words.length > 2 && words[2].equals("strict");
    return Optional.of(new Freshness(true, Math.max(number(words[1]), 0), strict));
  }

  boolean isFresh(long fetchedAt, long now) {
    return now >= fetchedAt && (now - fetchedAt) / 1000 < seconds;
  }

  private static String directive(String control, String name) {
    for (String part : control.split(",", -1)) {
      String text = part.strip();
      if (text.startsWith(name + "=")) {
        return text.substring(name.length() + 1).replace("\"", "").strip();
      }
    }
    return "";
  }

  private static long number(String text) {
    try {
      return text.isEmpty() ? -1 : Long.parseLong(text);
    } catch (NumberFormatException notANumber) {
      return -1;
    }
  }

  private static Optional<Long> time(@Nullable String date) {
    if (date == null) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          ZonedDateTime.parse(date, DateTimeFormatter.RFC_1123_DATE_TIME)
              .toInstant()
              .toEpochMilli());
    } catch (DateTimeException notADate) {
      return Optional.empty();
    }
  }

  private static String lower(@Nullable String text) {
    return text == null ? "" : text.toLowerCase(Locale.ROOT).strip();
  }
}
