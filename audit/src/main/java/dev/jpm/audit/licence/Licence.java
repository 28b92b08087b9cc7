package dev.jpm.audit.licence;

import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** An SPDX licence expression. */
public sealed interface Licence {
  /**
   * A single licence.
   *
   * @param orLater whether later versions will do, as a plus sign says
   * @param exception what follows WITH; null where nothing does
   */
  record Single(String id, boolean orLater, @Nullable String exception) implements Licence {
    /** As written in an expression. */
    public String text() {
      return id + (orLater ? "+" : "") + (exception == null ? "" : " WITH " + exception);
    }
  }

  /** Both hold. */
  record Both(Licence left, Licence right) implements Licence {}

  /** Whoever uses the package chooses. */
  record Either(Licence left, Licence right) implements Licence {}

  /** The expression in {@code text}; empty where it is none, or names what SPDX does not know. */
  static Optional<Licence> parse(String text) {
    return new LicenceParser(text).parse();
  }

  /** Whether it can be had with licences only that {@code allowed} takes. */
  default boolean allows(Predicate<Single> allowed) {
    return switch (this) {
      case Single single -> allowed.test(single);
      case Both(Licence left, Licence right) -> left.allows(allowed) && right.allows(allowed);
      case Either(Licence left, Licence right) -> left.allows(allowed) || right.allows(allowed);
    };
  }
}
