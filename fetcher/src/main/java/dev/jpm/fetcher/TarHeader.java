package dev.jpm.fetcher;

import java.nio.charset.StandardCharsets;

/** Reads the fields of a 512-byte tar header block. */
final class TarHeader {
  static final int SIZE = 512;

  private static final byte[] USTAR = "ustar\00000".getBytes(StandardCharsets.US_ASCII);

  private final byte[] bytes;
  private final int at;

  TarHeader(byte[] bytes, int at) {
    this.bytes = bytes;
    this.at = at;
  }

  boolean isNull() {
    for (int i = at; i < at + SIZE; i++) {
      if (bytes[i] != 0) {
        return false;
      }
    }
    return true;
  }

  /** Whether the header's sum is right; what else it says is worth nothing if not. */
  boolean isValid() {
    int sum = 8 * ' ';
    for (int i = at; i < at + 148; i++) {
      sum += bytes[i] & 0xff;
    }
    for (int i = at + 156; i < at + SIZE; i++) {
      sum += bytes[i] & 0xff;
    }
    return number(148, 8) == sum;
  }

  /** The type flag; 0 for the oldest kind of file. */
  char type() {
    return (char) (bytes[at + 156] & 0xff);
  }

  int mode() {
    return (int) Math.max(number(100, 8), 0) & 07777;
  }

  /** The size; 0 where it is no number or negative. */
  long size() {
    return Math.max(number(124, 12), 0);
  }

  String name() {
    return text(0, 100);
  }

  boolean hasLinkName() {
    return bytes[at + 157] != 0;
  }

  /** What stands before the name and a slash; empty where nothing does. */
  String prefix() {
    for (int i = 0; i < USTAR.length; i++) {
      if (bytes[at + 257 + i] != USTAR[i]) {
        return "";
      }
    }
    // A short prefix leaves room for two times, which some tars write.
    return text(345, bytes[at + 475] != 0 ? 155 : 130);
  }

  private String text(int offset, int length) {
    int end = at + offset;
    while (end < at + offset + length && bytes[end] != 0) {
      end++;
    }
    return new String(bytes, at + offset, end - at - offset, StandardCharsets.UTF_8);
  }

  /** A number in octal digits, or in base 256 where the first bit is set; -1 where neither. */
  private long number(int offset, int length) {
    int first = bytes[at + offset] & 0xff;
    if ((first & 0x80) != 0) {
      long value = 0;
      for (int i = 1; i < length; i++) {
        value = (value << 8) | (bytes[at + offset + i] & 0xff);
      }
      return first == 0x80 && value >= 0 ? value : -1;
    }
    int i = at + offset;
    int end = i + length;
    while (i < end && bytes[i] == ' ') {
      i++;
    }
    long value = 0;
    int digits = 0;
    while (i < end && bytes[i] >= '0' && bytes[i] <= '7') {
      value = (value << 3) | (bytes[i] - '0');
      digits++;
      i++;
    }
    return digits == 0 ? -1 : value;
  }
}
