package dev.jpm.model;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/** Which known words somebody may have meant, by npm's measure: under two fifths are different. */
public final class Closeness {
  private static final double LIMIT = 0.4;

  private Closeness() {}

  /** Words close to {@code typed}, in their given order; {@code typed} itself is none. */
  public static List<String> among(String typed, Collection<String> words) {
    return within(typed, words).stream().filter(word -> !word.equals(typed)).toList();
  }

  /** The same with {@code typed} itself, where it is one of them. */
  public static List<String> within(String typed, Collection<String> words) {
    return words.stream().filter(word -> distance(typed, word) < typed.length() * LIMIT).toList();
  }

  /** Words close to {@code typed}, closest first. */
  public static List<String> nearest(String typed, Collection<String> words, int atMost) {
    return among(typed, words).stream()
        .sorted(Comparator.comparingInt(word -> distance(typed, word)))
        .limit(atMost)
        .toList();
  }

  /** All of {@code words}, closest to {@code typed} first. */
  public static List<String> byDistance(String typed, Collection<String> words) {
    return words.stream().sorted(Comparator.comparingInt(word -> distance(typed, word))).toList();
  }

  /** How many letters must be put in, taken out or changed to make one word the other. */
  public static int distance(String one, String other) {
    int[] row = new int[other.length() + 1];
    for (int j = 0; j < row.length; j++) {
      row[j] = j;
    }
    for (int i = 1; i <= one.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j < row.length; j++) {
        int change = diagonal + (one.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(change, 1 + Math.min(row[j], row[j - 1]));
      }
    }
    return row[other.length()];
  }
}
