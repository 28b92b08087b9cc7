package dev.jpm.model.semver;

import org.jspecify.annotations.Nullable;

/** Reads one version in a single pass over its characters. */
final class VersionParser {
  private static final int MAX_LENGTH = 256;

  private final String text;
  private final boolean loose;
  private int at;
  private boolean canonical = true;

  private VersionParser(String text, boolean loose) {
    this.text = text;
    this.loose = loose;
  }

  static @Nullable Version parse(String raw, boolean loose) {
    if (raw.length() > MAX_LENGTH) {
      return null;
    }
    return new VersionParser(Chars.trim(raw), loose).parse(raw);
  }

  private @Nullable Version parse(String raw) {
    skipPrefix();
    int start = at;
    long major = number('.');
    long minor = major < 0 ? -1 : number('.');
    long patch = minor < 0 ? -1 : number('\0');
    if (patch < 0) {
      return null;
    }
    int end = at;
    Identifiers prerelease = Identifiers.NONE;
    if (at < text.length() && text.charAt(at) != '+') {
      Identifiers found = prerelease();
      if (found == null) {
        return null;
      }
      prerelease = found;
      end = at;
    }
    if (at < text.length() && !skipBuild()) {
      return null;
    }
    String normal = null;
    if (canonical) {
      normal = start == 0 && end == raw.length() ? raw : text.substring(start, end);
    }
    return new Version(raw, normal, major, minor, patch, prerelease);
  }

  private void skipPrefix() {
    if (!loose) {
      at = text.startsWith("v") ? 1 : 0;
      return;
    }
    while (at < text.length() && isPrefix(text.charAt(at))) {
      at++;
    }
  }

  private static boolean isPrefix(char c) {
    return c == 'v' || c == '=' || Chars.isSpace(c);
  }

  /** The number here, and past the separator after it; -1 where there is none or it is too big. */
  private long number(char separator) {
    int start = at;
    long value = 0;
    while (at < text.length() && Chars.isDigit(text.charAt(at))) {
      value = value * 10 + (text.charAt(at) - '0');
      if (value > Version.MAX_NUMBER) {
        return -1;
      }
      at++;
    }
    boolean padded = at - start > 1 && text.charAt(start) == '0';
    if (at == start || (padded && !loose)) {
      return -1;
    }
    canonical &= !padded;
    if (separator != '\0') {
      if (at >= text.length() || text.charAt(at) != separator) {
        return -1;
      }
      at++;
    }
    return value;
  }

  private @Nullable Identifiers prerelease() {
    if (text.charAt(at) == '-') {
      // Loosely, a hyphen that nothing follows is an identifier itself.
      boolean isSeparator =
          !loose || (at + 1 < text.length() && Chars.isIdentifier(text.charAt(at + 1)));
      canonical &= isSeparator;
      at += isSeparator ? 1 : 0;
    } else if (loose) {
      canonical = false;
    } else {
      return null;
    }
    int end = Chars.endOfIdentifiers(text, at);
    if (end == at) {
      return null;
    }
    int count = 1;
    for (int i = at; i < end; i++) {
      count += text.charAt(i) == '.' ? 1 : 0;
    }
    return identifiers(count, end);
  }

  private @Nullable Identifiers identifiers(int count, int end) {
    String[] texts = new String[count];
    double[] numbers = new double[count];
    for (int i = 0; i < count; i++) {
      int dot = text.indexOf('.', at);
      int stop = dot < 0 || dot > end ? end : dot;
      String identifier = text.substring(at, stop);
      numbers[i] = Double.NaN;
      if (Chars.endOfDigits(identifier, 0) == identifier.length()) {
        boolean padded = identifier.length() > 1 && identifier.charAt(0) == '0';
        if (padded && !loose) {
          return null;
        }
        numbers[i] = Double.parseDouble(identifier);
        if (padded && numbers[i] < Version.MAX_NUMBER) {
          canonical = false;
          identifier = Long.toString((long) numbers[i]);
        }
      }
      texts[i] = identifier;
      at = stop + 1;
    }
    at = end;
    return new Identifiers(texts, numbers);
  }

  private boolean skipBuild() {
    if (text.charAt(at) != '+') {
      return false;
    }
    int end = Chars.endOfIdentifiers(text, at + 1);
    return end > at + 1 && end == text.length();
  }
}
