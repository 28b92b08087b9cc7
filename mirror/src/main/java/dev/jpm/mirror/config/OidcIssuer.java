package dev.jpm.mirror.config;

import java.util.Locale;
import java.util.Optional;

/**
 * A service that says who runs in it, and may be believed.
 *
 * @param kind whose claims it makes
 * @param url by which its tokens name it
 * @param audience for which its tokens must be made
 */
public record OidcIssuer(Kind kind, String url, String audience) {
  /** Services whose claims are known. */
  public enum Kind {
    GITHUB,
    GITLAB,
    CIRCLECI;

    /** As npm calls it. */
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }

    public static Optional<Kind> of(String word) {
      for (Kind kind : values()) {
        if (kind.word().equals(word)) {
          return Optional.of(kind);
        }
      }
      return Optional.empty();
    }
  }
}
