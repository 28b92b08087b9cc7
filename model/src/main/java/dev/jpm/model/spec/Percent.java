package dev.jpm.model.spec;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** JavaScript's encodeURIComponent and decodeURIComponent. */
final class Percent {
  private static final String UNRESERVED = "-_.!~*'()";

  private Percent() {}

  static boolean isUnreserved(char c) {
    return (c >= 'a' && c <= 'z')
        || (c >= 'A' && c <= 'Z')
        || (c >= '0' && c <= '9')
        || UNRESERVED.indexOf(c) >= 0;
  }

  /** Whether encoding changes nothing. */
  static boolean isPlain(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (!isUnreserved(text.charAt(i))) {
        return false;
      }
    }
    return true;
  }

  static String encodeComponent(String text) {
    StringBuilder out = new StringBuilder(text.length() + 8);
    for (byte unit : text.getBytes(StandardCharsets.UTF_8)) {
      char c = (char) (unit & 0xff);
      if (c < 128 && isUnreserved(c)) {
        out.append(c);
      } else {
        append(out, c);
      }
    }
    return out.toString();
  }

  static void append(StringBuilder out, int unit) {
    out.append('%')
        .append(Character.toUpperCase(Character.forDigit(unit >> 4, 16)))
        .append(Character.toUpperCase(Character.forDigit(unit & 15, 16)));
  }

  /** Null where JavaScript throws a URIError. */
  static @Nullable String decodeComponent(String text) {
    if (text.indexOf('%') < 0) {
      return text;
    }
    byte[] source = text.getBytes(StandardCharsets.UTF_8);
    ByteBuffer out = ByteBuffer.allocate(source.length);
    for (int i = 0; i < source.length; i++) {
      if (source[i] != '%') {
        out.put(source[i]);
        continue;
      }
      int high = i + 2 < source.length ? Character.digit(source[i + 1], 16) : -1;
      int low = i + 2 < source.length ? Character.digit(source[i + 2], 16) : -1;
      if (high < 0 || low < 0) {
        return null;
      }
      out.put((byte) (high * 16 + low));
      i += 2;
    }
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(out.flip()).toString();
    } catch (CharacterCodingException e) {
      return null;
    }
  }
}
