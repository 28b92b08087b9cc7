package dev.jpm.mirror.access;

import dev.jpm.mirror.metadata.TokenLimits;
import dev.jpm.model.PackageName;

/** Who is calling. */
public sealed interface Identity {
  /** Who that is where it is about {@code name}. */
  Identity about(PackageName name);

  /** Nobody that is known. */
  record Anonymous() implements Identity {
    @Override
    public Identity about(PackageName name) {
      return this;
    }
  }

  /**
   * A person.
   *
   * @param readonly whether what was shown allows reading only
   * @param limits of what was shown
   */
  record Known(String name, boolean readonly, TokenLimits limits) implements Identity {
    /** A person who may do with what was shown all that they may. */
    public Known(String name, boolean readonly) {
      this(name, readonly, TokenLimits.NONE);
    }

    /** A token that is for other packages is nobody's. */
    @Override
    public Identity about(PackageName name) {
      return limits.readsPackage(name) ? this : new Anonymous();
    }
  }
}
