package dev.jpm.config;

import java.util.Collection;
import java.util.Optional;

/** Finds the one word that begins with what was typed. */
public final class Prefixes {
  private Prefixes() {}

  /** The word itself, or the only one that {@code typed} begins; empty where several or none. */
  public static Optional<String> expand(String typed, Collection<String> words) {
    if (words.contains(typed)) {
      return Optional.of(typed);
    }
    String found = null;
    for (String word : words) {
      if (word.startsWith(typed)) {
        if (found != null) {
          return Optional.empty();
        }
        found = word;
      }
    }
    return typed.isEmpty() ? Optional.empty() : Optional.ofNullable(found);
  }
}
