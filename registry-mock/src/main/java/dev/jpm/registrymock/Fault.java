package dev.jpm.registrymock;

import java.time.Duration;
import java.util.Map;

/** A way in which an answer goes wrong. */
public sealed interface Fault {
  /** Nothing goes wrong; to let some requests through before a later fault. */
  record None() implements Fault {}

  /** Another answer instead. */
  record Answer(int status, Map<String, String> headers, String body) implements Fault {
    public Answer {
      headers = Map.copyOf(headers);
    }
  }

  /** The right answer, later. */
  record Delay(Duration time) implements Fault {}

  /** The right headers, {@code Content-Length} too, but only so many bytes of the body. */
  record Truncate(int bytes) implements Fault {}

  /** The right length but one byte in the middle differs, so that no digest fits. */
  record Corrupt() implements Fault {}

  /** The connection ends without an answer. */
  record Disconnect() implements Fault {}

  /** The right answer in pieces of so many bytes with a pause before each. */
  record Drip(int bytes, Duration pause) implements Fault {}

  static Fault none() {
    return new None();
  }

  /** This status with a JSON error body. */
  static Fault status(int status) {
    String body = "{\"error\":\"status " + status + " by the test's wish\"}";
    return new Answer(status, Map.of("Content-Type", "application/json"), body);
  }

  static Fault unauthorized() {
    return new Answer(
        401,
        Map.of("Content-Type", "application/json", "WWW-Authenticate", "Bearer"),
        "{\"error\":\"Unauthorized\"}");
  }

  static Fault tooManyRequests(Duration retryAfter) {
    return new Answer(
        429,
        Map.of("Retry-After", Long.toString(retryAfter.toSeconds())),
        "{\"error\":\"too many requests\"}");
  }

  /** A redirect with 302; {@code location} is absolute, or relative to the request. */
  static Fault redirect(String location) {
    return new Answer(302, Map.of("Location", location), "");
  }

  /** A page with 200 where JSON or a tarball was asked for, as login walls answer. */
  static Fault html() {
    return new Answer(
        200, Map.of("Content-Type", "text/html"), "<!doctype html>\n<title>Sign in</title>\n");
  }

  static Fault delay(Duration time) {
    return new Delay(time);
  }

  static Fault truncate(int bytes) {
    return new Truncate(bytes);
  }

  static Fault corrupt() {
    return new Corrupt();
  }

  static Fault disconnect() {
    return new Disconnect();
  }

  static Fault drip(int bytes, Duration pause) {
    return new Drip(bytes, pause);
  }
}
