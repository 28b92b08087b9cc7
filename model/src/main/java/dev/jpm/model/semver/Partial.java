package dev.jpm.model.semver;

import org.jspecify.annotations.Nullable;

/**
 * A version with trailing parts left out or replaced by {@code x} or {@code *}; a missing part is
 * null and counts as a wildcard. Numbers stay text, as they may be padded.
 *
 * @param prerelease without its hyphen
 * @param end the index after the last character that belongs to it
 */
record Partial(
    @Nullable String major,
    @Nullable String minor,
    @Nullable String patch,
    @Nullable String prerelease,
    int end) {

  static boolean isWildcard(@Nullable String part) {
    return part == null || (part.length() == 1 && Chars.isWildcard(part.charAt(0)));
  }

  boolean isMajorFree() {
    return isWildcard(major);
  }

  boolean isMinorFree() {
    return isWildcard(minor);
  }

  boolean isPatchFree() {
    return isWildcard(patch);
  }

  /** Whether a number stands behind a wildcard, as in {@code 1.x.3}. */
  boolean isOutOfOrder() {
    return (isMajorFree() && !isMinorFree()) || (isMinorFree() && !isPatchFree());
  }

  /** The longest partial that starts at {@code from}, or null where none does. */
  static @Nullable Partial at(String text, int from, boolean loose) {
    int at = from;
    while (at < text.length() && isPrefix(text.charAt(at))) {
      at++;
    }
    int majorEnd = endOfPart(text, at, loose);
    if (majorEnd < 0) {
      return null;
    }
    String major = text.substring(at, majorEnd);
    int minorEnd = endOfDottedPart(text, majorEnd, loose);
    if (minorEnd < 0) {
      return new Partial(major, null, null, null, majorEnd);
    }
    String minor = text.substring(majorEnd + 1, minorEnd);
    int patchEnd = endOfDottedPart(text, minorEnd, loose);
    if (patchEnd < 0) {
      return new Partial(major, minor, null, null, minorEnd);
    }
    String patch = text.substring(minorEnd + 1, patchEnd);
    int start = startOfPrerelease(text, patchEnd, loose);
    int end = start < 0 ? -1 : endOfPrerelease(text, start, loose);
    if (end < 0) {
      return new Partial(major, minor, patch, null, patchEnd);
    }
    return new Partial(major, minor, patch, text.substring(start, end), end);
  }

  static boolean isPrefix(char c) {
    return c == 'v' || c == '=' || Chars.isSpace(c);
  }

  private static int endOfDottedPart(String text, int dot, boolean loose) {
    return dot < text.length() && text.charAt(dot) == '.' ? endOfPart(text, dot + 1, loose) : -1;
  }

  private static int endOfPart(String text, int from, boolean loose) {
    if (from < text.length() && Chars.isWildcard(text.charAt(from))) {
      return from + 1;
    }
    int end = Chars.endOfDigits(text, from);
    if (end == from) {
      return -1;
    }
    // Strictly, a zero is a number of its own.
    return !loose && text.charAt(from) == '0' ? from + 1 : end;
  }

  private static int startOfPrerelease(String text, int from, boolean loose) {
    if (from >= text.length()) {
      return -1;
    }
    if (text.charAt(from) == '-') {
      boolean isSeparator =
          !loose || (from + 1 < text.length() && Chars.isIdentifier(text.charAt(from + 1)));
      return isSeparator ? from + 1 : from;
    }
    return loose && Chars.isIdentifier(text.charAt(from)) ? from : -1;
  }

  private static int endOfPrerelease(String text, int from, boolean loose) {
    int end = Chars.endOfIdentifiers(text, from);
    if (end == from) {
      return -1;
    }
    for (int at = from; at < end && !loose; ) {
      int dot = text.indexOf('.', at);
      int stop = dot < 0 || dot > end ? end : dot;
      boolean padded = stop - at > 1 && text.charAt(at) == '0';
      if (padded && Chars.endOfDigits(text, at) == stop) {
        return -1;
      }
      at = stop + 1;
    }
    return end;
  }
}
