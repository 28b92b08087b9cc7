package dev.jpm.sigstore;

import org.jspecify.annotations.Nullable;

/** Why a bundle proves nothing. */
final class UnprovenException extends Exception {
  private static final long serialVersionUID = 1;

  UnprovenException(String why) {
    super(why);
  }

  UnprovenException(String what, Exception cause) {
    super(what + reason(cause.getMessage()), cause);
  }

  private static String reason(@Nullable String message) {
    return message == null ? "" : ": " + message;
  }

  /** The reason, for people. */
  String why() {
    return String.valueOf(getMessage());
  }
}
