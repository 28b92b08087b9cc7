package dev.jpm.audit;

import java.util.Locale;
import java.util.Optional;

/** How bad something is, from the least to the worst, in npm's words. */
public enum Severity {
  INFO,
  LOW,
  MODERATE,
  HIGH,
  CRITICAL;

  /** The severity that {@code word} names; empty where it is none of npm's words. */
  public static Optional<Severity> of(String word) {
    for (Severity severity : values()) {
      if (severity.word().equals(word)) {
        return Optional.of(severity);
      }
    }
    return Optional.empty();
  }

  /** As it is written everywhere: in small letters. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  public boolean isAtLeast(Severity other) {
    return compareTo(other) >= 0;
  }
}
