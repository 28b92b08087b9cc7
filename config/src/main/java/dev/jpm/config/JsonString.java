package dev.jpm.config;

import java.util.Optional;

/** JSON's strings, which are ini's quoted ones. */
final class JsonString {
  private JsonString() {}

  /** What the JSON string {@code json} says; empty where it is none. */
  static Optional<String> parse(String json) {
    int end = json.length() - 1;
    if (end < 1 || json.charAt(0) != '"' || json.charAt(end) != '"') {
      return Optional.empty();
    }
    StringBuilder text = new StringBuilder(json.length());
    int i = 1;
    while (i < end) {
      char c = json.charAt(i++);
      if (c == '"' || c < ' ') {
        return Optional.empty();
      }
      if (c != '\\') {
        text.append(c);
        continue;
      }
      if (i >= end) {
        return Optional.empty();
      }
      char escape = json.charAt(i++);
      if (escape == 'u') {
        int code = i + 4 <= end ? hex(json, i) : -1;
        if (code < 0) {
          return Optional.empty();
        }
        text.append((char) code);
        i += 4;
      } else {
        int at = "\"\\/bfnrt".indexOf(escape);
        if (at < 0) {
          return Optional.empty();
        }
        text.append("\"\\/\b\f\n\r\t".charAt(at));
      }
    }
    return Optional.of(text.toString());
  }

  private static int hex(String json, int from) {
    int code = 0;
    for (int i = from; i < from + 4; i++) {
      int digit = Character.digit(json.charAt(i), 16);
      if (digit < 0) {
        return -1;
      }
      code = code * 16 + digit;
    }
    return code;
  }

  static String write(String text) {
    StringBuilder json = new StringBuilder(text.length() + 8).append('"');
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      int at = "\"\\\b\f\n\r\t".indexOf(c);
      if (at >= 0) {
        json.append('\\').append("\"\\bfnrt".charAt(at));
      } else if (c < ' ') {
        json.append(String.format("\\u%04x", (int) c));
      } else {
        json.append(c);
      }
    }
    return json.append('"').toString();
  }
}
