package dev.jpm.mirror.oidc;

import dev.jpm.mirror.access.Secrets;
import dev.jpm.model.Integrity.Algorithm;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.Optional;

/**
 * A login at the provider that is under way. The browser that has begun it holds it, so that it may
 * end with another node; nobody else can end it.
 *
 * @param state comes back with the browser
 * @param nonce comes back in the token
 * @param verifier shows that who began it takes the token
 * @param login the page of a client's login that ends with it; empty where there is none
 */
public record LoginAttempt(String state, String nonce, String verifier, String login) {
  private static final int BYTES = 32;

  /** A new one. */
  public static LoginAttempt begin(String login) {
    return new LoginAttempt(Secrets.make(BYTES), Secrets.make(BYTES), Secrets.make(BYTES), login);
  }

  /** The one that was kept as {@code text}. */
  public static Optional<LoginAttempt> tryParse(String text) {
    String[] parts = text.split("\\.", -1);
    return parts.length == 4 && !parts[0].isEmpty()
        ? Optional.of(new LoginAttempt(parts[0], parts[1], parts[2], parts[3]))
        : Optional.empty();
  }

  /** As a browser keeps it. */
  public String text() {
    return String.join(".", state, nonce, verifier, login);
  }

  /** Whether {@code other} is the state of this one. */
  public boolean isOf(String other) {
    return same(state, other);
  }

  boolean asksFor(String token) {
    return same(nonce, token);
  }

  private static boolean same(String one, String other) {
    return MessageDigest.isEqual(
        one.getBytes(StandardCharsets.UTF_8), other.getBytes(StandardCharsets.UTF_8));
  }

  /** What the provider is told of the verifier. */
  String challenge() {
    byte[] bytes = verifier.getBytes(StandardCharsets.US_ASCII);
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(Algorithm.SHA256.digest().digest(bytes));
  }
}
