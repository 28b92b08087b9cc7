package dev.jpm.runtime;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** Finds names that somebody may have meant, as npm does: few typing errors for the length. */
public final class DidYouMean {
  private DidYouMean() {}

  /** Those of {@code known} that are close to {@code typed}, in their own order. */
  public static List<String> of(String typed, Collection<String> known) {
    List<String> close = new ArrayList<>();
    for (String name : known) {
      if (distance(typed, name) < typed.length() * 0.4) {
        close.add(name);
      }
    }
    return close;
  }

  /** Levenshtein's distance: letters to insert, to drop or to replace. */
  static int distance(String from, String to) {
    int[] row = new int[to.length() + 1];
    for (int j = 0; j <= to.length(); j++) {
      row[j] = j;
    }
    for (int i = 1; i <= from.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= to.length(); j++) {
        int above = row[j];
        int replaced = diagonal + (from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1);
        row[j] = Math.min(replaced, Math.min(above, row[j - 1]) + 1);
        diagonal = above;
      }
    }
    return row[to.length()];
  }
}
