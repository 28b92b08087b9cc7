package dev.jpm.cache;

import java.text.Normalizer;
import java.util.Locale;

/** What names have in common that some file systems take for one. */
final class FoldedName {
  private FoldedName() {}

  /** Equal for names that differ by case or by Unicode's compatible spellings only. */
  static String of(String name) {
    boolean ascii = name.chars().allMatch(c -> c < 128);
    String plain = ascii ? name : Normalizer.normalize(name, Normalizer.Form.NFKD);
    return plain.toUpperCase(Locale.ROOT).toLowerCase(Locale.ROOT);
  }
}
