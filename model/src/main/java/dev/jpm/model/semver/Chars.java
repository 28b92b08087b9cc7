package dev.jpm.model.semver;

/** Character classes as JavaScript's regular expressions have them. */
final class Chars {
  private Chars() {}

  static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }

  /** What an identifier of a prerelease or a build is made of. */
  static boolean isIdentifier(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || isDigit(c) || c == '-';
  }

  static boolean isWildcard(char c) {
    return c == 'x' || c == 'X' || c == '*';
  }

  static boolean isSpace(char c) {
    return switch (c) {
      case ' ', '\t', '\n', '\u000b', '\f', '\r', '\u00a0', '\u1680', '\u2028', '\u2029' -> true;
      case '\u202f', '\u205f', '\u3000', '\ufeff' -> true;
      default -> c >= '\u2000' && c <= '\u200a';
    };
  }

  static String trim(String text) {
    int from = 0;
    int to = text.length();
    while (from < to && isSpace(text.charAt(from))) {
      from++;
    }
    while (to > from && isSpace(text.charAt(to - 1))) {
      to--;
    }
    return text.substring(from, to);
  }

  /** Trimmed, and every run of white space made one space. */
  static String squeeze(String text) {
    String trimmed = trim(text);
    boolean clean = true;
    for (int i = 0; i < trimmed.length() && clean; i++) {
      char c = trimmed.charAt(i);
      clean = !isSpace(c) || (c == ' ' && !isSpace(trimmed.charAt(i + 1)));
    }
    if (clean) {
      return trimmed;
    }
    StringBuilder out = new StringBuilder(trimmed.length());
    for (int i = 0; i < trimmed.length(); i++) {
      char c = trimmed.charAt(i);
      if (!isSpace(c)) {
        out.append(c);
      } else if (!isSpace(trimmed.charAt(i + 1))) {
        out.append(' ');
      }
    }
    return out.toString();
  }

  /** The end of the dotted identifiers that start at {@code from}; {@code from} where none does. */
  static int endOfIdentifiers(String text, int from) {
    int at = from;
    int end = from;
    while (at < text.length() && isIdentifier(text.charAt(at))) {
      while (at < text.length() && isIdentifier(text.charAt(at))) {
        at++;
      }
      end = at;
      if (at < text.length() && text.charAt(at) == '.') {
        at++;
      } else {
        return end;
      }
    }
    return end;
  }

  static int endOfDigits(String text, int from) {
    int at = from;
    while (at < text.length() && isDigit(text.charAt(at))) {
      at++;
    }
    return at;
  }
}
