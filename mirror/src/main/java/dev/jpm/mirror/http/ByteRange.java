package dev.jpm.mirror.http;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A part of a file that a client asks for with {@code range}. */
public record ByteRange(long from, long length) {
  private static final Pattern ONE = Pattern.compile("bytes=(\\d{0,18})-(\\d{0,18})");

  /**
   * What {@code header} asks of {@code size} bytes; empty where it asks for the whole, or in a way
   * that may be passed over (several parts, another unit).
   *
   * @throws HttpProblem 416 where there is no such part
   */
  public static Optional<ByteRange> of(String header, long size) {
    Matcher range = ONE.matcher(header.strip());
    if (!range.matches() || (range.group(1).isEmpty() && range.group(2).isEmpty())) {
      return Optional.empty();
    }
    if (range.group(1).isEmpty()) {
      long last = Math.min(Long.parseLong(range.group(2)), size);
      return last == 0 ? refuse(size) : Optional.of(new ByteRange(size - last, last));
    }
    long from = Long.parseLong(range.group(1));
    long to = range.group(2).isEmpty() ? size - 1 : Long.parseLong(range.group(2));
    if (to < from && !range.group(2).isEmpty()) {
      return Optional.empty();
    }
    return from >= size
        ? refuse(size)
        : Optional.of(new ByteRange(from, Math.min(to, size - 1) - from + 1));
  }

  /** As {@code content-range} tells it. */
  public String told(long size) {
    return "bytes " + from + "-" + (from + length - 1) + "/" + size;
  }

  private static Optional<ByteRange> refuse(long size) {
    throw new HttpProblem(
        416, "there is no such part", java.util.Map.of("content-range", "bytes */" + size));
  }
}
