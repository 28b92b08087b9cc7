package dev.jpm.lockfile.foreign;

import java.util.Optional;

/** A package's name, scope and all, and what follows after its {@code @}. */
public record NameAndRest(String name, String rest) {
  /** The two parts of {@code text}; empty where there is no {@code @}. */
  public static Optional<NameAndRest> of(String text) {
    int at = text.indexOf('@', 1);
    return at < 0
        ? Optional.empty()
        : Optional.of(new NameAndRest(text.substring(0, at), text.substring(at + 1)));
  }
}
