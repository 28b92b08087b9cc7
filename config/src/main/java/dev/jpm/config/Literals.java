package dev.jpm.config;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.Year;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Numbers, dates, modes, URLs and versions as npm reads them in settings. */
final class Literals {
  private static final Pattern OCTAL = Pattern.compile("0o?[0-7]+");
  private static final Pattern DECIMAL = Pattern.compile("[1-9][0-9]*");
  private static final Pattern URL =
      Pattern.compile("^([A-Za-z][A-Za-z0-9+.-]*:)//([^/?#]+)([^?#]*)(.*)$");
  private static final Pattern VERSION =
      Pattern.compile(
          "^[v=\\s]*((?:0|[1-9]\\d*)\\.(?:0|[1-9]\\d*)\\.(?:0|[1-9]\\d*)"
              + "(?:-[0-9A-Za-z-]+(?:\\.[0-9A-Za-z-]+)*)?)(?:\\+[0-9A-Za-z.-]+)?$");
  private static final List<Function<String, Instant>> DATES =
      List.of(
          text -> OffsetDateTime.parse(text).toInstant(),
          text -> LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant(),
          text -> LocalDateTime.parse(text).atZone(ZoneId.systemDefault()).toInstant(),
          text -> YearMonth.parse(text).atDay(1).atStartOfDay(ZoneOffset.UTC).toInstant(),
          text -> Year.parse(text).atDay(1).atStartOfDay(ZoneOffset.UTC).toInstant(),
          text -> Instant.from(DateTimeFormatter.RFC_1123_DATE_TIME.parse(text)));

  private Literals() {}

  /** JavaScript's reading of a number; empty text is 0. */
  static OptionalDouble number(String raw) {
    String text = raw.strip();
    if (text.isEmpty()) {
      return OptionalDouble.of(0);
    }
    if (text.matches("[+-]?Infinity")) {
      return OptionalDouble.of(
          text.startsWith("-") ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY);
    }
    try {
      if (text.matches("0[xX][0-9a-fA-F]+")) {
        return OptionalDouble.of((double) Long.parseLong(text.substring(2), 16));
      }
      return text.matches("[+-]?(\\d+\\.?\\d*|\\.\\d+)([eE][+-]?\\d+)?")
          ? OptionalDouble.of(Double.parseDouble(text))
          : OptionalDouble.empty();
    } catch (NumberFormatException tooLong) {
      return OptionalDouble.empty();
    }
  }

  /** A file mode mask, octal after a leading zero. */
  static OptionalDouble umask(String text) {
    if (OCTAL.matcher(text).matches()) {
      return OptionalDouble.of((double) Long.parseLong(text.replaceFirst("^0o?", ""), 8));
    }
    return DECIMAL.matcher(text).matches() ? number(text) : OptionalDouble.empty();
  }

  /** A point in time: ISO 8601 whole or in part, or the form of HTTP headers. */
  static Optional<Instant> date(String text) {
    return DATES.stream().flatMap(reader -> read(reader, text.strip()).stream()).findFirst();
  }

  private static Optional<Instant> read(Function<String, Instant> reader, String text) {
    try {
      return Optional.of(reader.apply(text));
    } catch (DateTimeException otherForm) {
      return Optional.empty();
    }
  }

  /** A URL with a host, in lower case up to the path, which is at least a slash. */
  static Optional<String> url(String text) {
    Matcher match = URL.matcher(text.strip());
    if (!match.matches()) {
      return Optional.empty();
    }
    String authority = match.group(2);
    int at = authority.lastIndexOf('@') + 1;
    String path = match.group(3).isEmpty() ? "/" : match.group(3);
    return Optional.of(
        match.group(1).toLowerCase(Locale.ROOT)
            + "//"
            + authority.substring(0, at)
            + authority.substring(at).toLowerCase(Locale.ROOT)
            + path
            + match.group(4));
  }

  /** A full version without build metadata. */
  static Optional<String> version(String text) {
    Matcher match = VERSION.matcher(text.strip());
    return match.matches() ? Optional.of(match.group(1)) : Optional.empty();
  }
}
