package dev.jpm.model;

import java.text.Normalizer;
import java.util.Comparator;

/**
 * The order of JavaScript's {@code a.localeCompare(b, 'en')}, in which npm sorts whatever it sorts:
 * Unicode's root collation. Exact for ASCII; other letters stand beside their base letters where
 * they decompose to one, and behind {@code z} by code point where they do not.
 *
 * <p>Three levels: first all characters without case and accents (so punctuation counts, {@code
 * a-b} before {@code ab}), then accents, then case, lower before upper. Control characters that are
 * no white space do not count at all.
 */
public enum LocaleOrder implements Comparator<String> {
  ENGLISH;

  /** ASCII from lowest to highest; a letter's two cases share a weight. */
  private static final String ASCENDING =
      "\t\n\u000b\f\r _-,;:!?.'\"()[]{}@*/\\&#%`^+<=>|~$0123456789abcdefghijklmnopqrstuvwxyz";

  private static final byte[] WEIGHTS = weights();

  /** Where symbols outside ASCII stand: after those of ASCII, before the digits. */
  private static final int SYMBOLS = ASCENDING.indexOf('$') + 1;

  /** The accents of European languages from lowest to highest; others follow by code point. */
  private static final String ACCENTS =
      "\u0301\u0300\u0306\u0302\u030c\u030a\u0308\u030b\u0303\u0307\u0328\u0327\u0304";

  private static byte[] weights() {
    byte[] weights = new byte[128];
    for (int i = 0; i < ASCENDING.length(); i++) {
      char c = ASCENDING.charAt(i);
      weights[c] = (byte) (i + 1);
      weights[Character.toUpperCase(c)] = (byte) (i + 1);
    }
    return weights;
  }

  @Override
  public int compare(String a, String b) {
    int i = 0;
    int k = 0;
    int caseOrder = 0;
    while (true) {
      int left = 0;
      char leftChar = 0;
      while (left == 0 && i < a.length()) {
        leftChar = a.charAt(i++);
        if (leftChar > 127) {
          return compareWide(a, b);
        }
        left = WEIGHTS[leftChar];
      }
      int right = 0;
      char rightChar = 0;
      while (right == 0 && k < b.length()) {
        rightChar = b.charAt(k++);
        if (rightChar > 127) {
          return compareWide(a, b);
        }
        right = WEIGHTS[rightChar];
      }
      if (left != right) {
        return mayBeWide(a, i, b, k) ? compareWide(a, b) : Integer.compare(left, right);
      }
      if (left == 0) {
        return caseOrder;
      }
      if (caseOrder == 0 && leftChar != rightChar) {
        // Same weight, so the same letter: ASCII's capitals have the lower code.
        caseOrder = leftChar < rightChar ? 1 : -1;
      }
    }
  }

  /** Whether an accent that follows could still belong to what was just compared. */
  private static boolean mayBeWide(String a, int i, String b, int k) {
    return (i < a.length() && a.charAt(i) > 127) || (k < b.length() && b.charAt(k) > 127);
  }

  private static int compareWide(String a, String b) {
    int[] left = decomposed(a);
    int[] right = decomposed(b);
    int order = compareBases(left, right);
    if (order != 0) {
      return order;
    }
    order = compareMarks(left, right);
    return order != 0 ? order : compareCases(left, right);
  }

  private static int[] decomposed(String text) {
    return Normalizer.normalize(text, Normalizer.Form.NFD).codePoints().toArray();
  }

  private static int compareBases(int[] a, int[] b) {
    int i = 0;
    int k = 0;
    while (true) {
      int left = 0;
      while (left == 0 && i < a.length) {
        left = weight(a[i++]);
      }
      int right = 0;
      while (right == 0 && k < b.length) {
        right = weight(b[k++]);
      }
      if (left != right) {
        return Integer.compare(left, right);
      }
      if (left == 0) {
        return 0;
      }
    }
  }

  private static int weight(int c) {
    if (c < 128) {
      int weight = WEIGHTS[c];
      return weight > SYMBOLS ? weight + Character.MAX_CODE_POINT : weight;
    }
    int lower = Character.toLowerCase(c);
    return switch (Character.getType(c)) {
      case Character.NON_SPACING_MARK,
          Character.COMBINING_SPACING_MARK,
          Character.ENCLOSING_MARK,
          Character.CONTROL,
          Character.FORMAT ->
          0;
      case Character.UPPERCASE_LETTER,
          Character.LOWERCASE_LETTER,
          Character.TITLECASE_LETTER,
          Character.MODIFIER_LETTER,
          Character.OTHER_LETTER,
          Character.DECIMAL_DIGIT_NUMBER,
          Character.LETTER_NUMBER,
          Character.OTHER_NUMBER,
          Character.SURROGATE,
          Character.PRIVATE_USE,
          Character.UNASSIGNED ->
          lower + 128 + Character.MAX_CODE_POINT;
      default -> SYMBOLS + c;
    };
  }

  private static boolean isMark(int c) {
    return c > 127 && Character.getType(c) == Character.NON_SPACING_MARK;
  }

  private static int accent(int c) {
    int known = ACCENTS.indexOf(c);
    return known < 0 ? c : known;
  }

  /** Accents by the letter that they stand on: none before any. */
  private static int compareMarks(int[] a, int[] b) {
    int i = 0;
    int k = 0;
    while (i < a.length || k < b.length) {
      boolean left = i < a.length && isMark(a[i]);
      boolean right = k < b.length && isMark(b[k]);
      if (left != right) {
        return left ? 1 : -1;
      }
      if (left && a[i] != b[k]) {
        return Integer.compare(accent(a[i]), accent(b[k]));
      }
      i++;
      k++;
    }
    return 0;
  }

  private static int compareCases(int[] a, int[] b) {
    int common = Math.min(a.length, b.length);
    for (int i = 0; i < common; i++) {
      boolean left = Character.isUpperCase(a[i]);
      boolean right = Character.isUpperCase(b[i]);
      if (left != right) {
        return left ? 1 : -1;
      }
    }
    return 0;
  }
}
