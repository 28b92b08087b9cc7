package dev.jpm.fetcher;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * What a pax or GNU header says of the entry after it.
 *
 * @param path null where it says nothing of it
 * @param size -1 where it says nothing of it
 */
record ExtendedHeader(@Nullable String path, long size) {
  static final ExtendedHeader NONE = new ExtendedHeader(null, -1);

  /** Reads {@code length key=value} lines; those that are malformed end the reading. */
  static ExtendedHeader parse(byte[] text, ExtendedHeader before) {
    String path = before.path();
    long size = before.size();
    int at = 0;
    while (at < text.length) {
      int space = at;
      int length = 0;
      while (space < text.length && text[space] >= '0' && text[space] <= '9' && length < 1 << 21) {
        length = length * 10 + text[space++] - '0';
      }
      int end = at + length;
      if (space == text.length || text[space] != ' ' || end > text.length || end <= space + 1) {
        break;
      }
      String line = new String(text, space + 1, end - space - 2, StandardCharsets.UTF_8);
      int equals = line.indexOf('=');
      String key = equals < 0 ? line : line.substring(0, equals);
      String value = equals < 0 ? "" : line.substring(equals + 1);
      if (key.equals("path")) {
        int zero = value.indexOf('\0');
        path = zero < 0 ? value : value.substring(0, zero);
      } else if (key.equals("size")) {
        size = number(value);
      }
      at = end;
    }
    return new ExtendedHeader(path, size);
  }

  private static long number(String text) {
    try {
      return Math.max(Long.parseLong(text), -1);
    } catch (NumberFormatException notANumber) {
      return -1;
    }
  }
}
