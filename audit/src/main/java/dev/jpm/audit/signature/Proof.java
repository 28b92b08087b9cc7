package dev.jpm.audit.signature;

/** What the provenance of a version is worth. */
public sealed interface Proof {
  /** It holds. */
  record By(Identity identity) implements Proof {}

  /**
   * It does not hold, or could not be had.
   *
   * @param why not, for a sentence
   */
  record None(String why) implements Proof {}
}
