package dev.jpm.model.semver;

import java.util.Arrays;
import java.util.List;

/** A version's prerelease identifiers, with their numeric values; NaN where one is no number. */
final class Identifiers {
  static final Identifiers NONE = new Identifiers(new String[0], new double[0]);

  private final String[] texts;
  private final double[] numbers;

  /** Keeps the arrays. */
  Identifiers(String[] texts, double[] numbers) {
    this.texts = texts;
    this.numbers = numbers;
  }

  int size() {
    return texts.length;
  }

  List<String> texts() {
    return List.of(texts);
  }

  String joined() {
    return texts.length == 1 ? texts[0] : String.join(".", texts);
  }

  Identifiers plusZero() {
    String[] moreTexts = Arrays.copyOf(texts, texts.length + 1);
    moreTexts[texts.length] = "0";
    return new Identifiers(moreTexts, Arrays.copyOf(numbers, texts.length + 1));
  }

  int compareTo(Identifiers other) {
    if (texts.length == 0 || other.texts.length == 0) {
      // A version without a prerelease is newer than the same with one.
      return Boolean.compare(texts.length == 0, other.texts.length == 0);
    }
    int common = Math.min(texts.length, other.texts.length);
    for (int i = 0; i < common; i++) {
      if (!texts[i].equals(other.texts[i])) {
        return compare(texts[i], numbers[i], other.texts[i], other.numbers[i]);
      }
    }
    return Integer.compare(texts.length, other.texts.length);
  }

  private static int compare(String a, double aNumber, String b, double bNumber) {
    boolean aNumeric = !Double.isNaN(aNumber);
    boolean bNumeric = !Double.isNaN(bNumber);
    if (aNumeric && bNumeric) {
      return Double.compare(aNumber, bNumber);
    }
    if (aNumeric != bNumeric) {
      return aNumeric ? -1 : 1;
    }
    return Integer.signum(a.compareTo(b));
  }
}
