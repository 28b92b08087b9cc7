package dev.jpm.mirror.access;

import dev.jpm.model.Integrity.Algorithm;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;

/** Words that nobody can guess, and what is kept of them. */
public final class Secrets {
  private static final SecureRandom RANDOM = new SecureRandom();

  private Secrets() {}

  /** A new word of {@code bytes} random bytes. */
  public static String make(int bytes) {
    byte[] random = new byte[bytes];
    RANDOM.nextBytes(random);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(random);
  }

  /** A long random word needs no stretching. */
  public static String hash(String secret) {
    byte[] utf8 = secret.getBytes(StandardCharsets.UTF_8);
    return HexFormat.of().formatHex(Algorithm.SHA256.digest().digest(utf8));
  }
}
