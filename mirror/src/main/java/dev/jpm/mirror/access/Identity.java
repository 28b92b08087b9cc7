package dev.jpm.mirror.access;

/** Who is calling. */
public sealed interface Identity {
  /** Nobody that is known. */
  record Anonymous() implements Identity {}

  /**
   * A person.
   *
   * @param readonly whether what was shown allows reading only
   */
  record Known(String name, boolean readonly) implements Identity {}
}
