package dev.jpm.registrymock.sigstore;

/** What a service does not do, in its words. */
final class Refusal extends Exception {
  private static final long serialVersionUID = 1;

  Refusal(String why) {
    super(why);
  }
}
