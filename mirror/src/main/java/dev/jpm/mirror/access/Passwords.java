package dev.jpm.mirror.access;

import dev.jpm.mirror.http.HttpProblem;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;

/** Passwords as they are kept: stretched, so that who steals them has long to guess. */
final class Passwords {
  private static final String SCHEME = "pbkdf2-sha512";
  private static final int ROUNDS = 210_000;
  private static final int BITS = 256;
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(5);

  private final SecureRandom random = new SecureRandom();

  /** Stretching is work; guessers must not have all processors. */
  private final Semaphore turns = new Semaphore(2);

  String hash(String password) {
    byte[] salt = new byte[16];
    random.nextBytes(salt);
    Base64.Encoder base64 = Base64.getEncoder();
    return String.join(
        "$",
        SCHEME,
        Integer.toString(ROUNDS),
        base64.encodeToString(salt),
        base64.encodeToString(stretched(password, salt, ROUNDS)));
  }

  /** Whether {@code hash} was made here. */
  static boolean isOwn(String hash) {
    return hash.startsWith(SCHEME + "$");
  }

  boolean matches(String password, String hash) {
    if (!isOwn(hash)) {
      return matchesForeign(password, hash);
    }
    String[] parts = hash.split("\\$", -1);
    Base64.Decoder base64 = Base64.getDecoder();
    byte[] stretched = stretched(password, base64.decode(parts[2]), Integer.parseInt(parts[1]));
    return MessageDigest.isEqual(stretched, base64.decode(parts[3]));
  }

  private boolean matchesForeign(String password, String hash) {
    if (!ForeignPasswords.isKnown(hash)) {
      return false;
    }
    takeTurn();
    try {
      return ForeignPasswords.matches(password, hash);
    } finally {
      turns.release();
    }
  }

  /** Who has to wait for long comes again: a queue would only grow. */
  private void takeTurn() {
    boolean taken = false;
    try {
      taken = turns.tryAcquire(LONGEST_WAIT.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    if (!taken) {
      throw new HttpProblem(429, "Too many log in at once; try again", Map.of("retry-after", "5"));
    }
  }

  private byte[] stretched(String password, byte[] salt, int rounds) {
    PBEKeySpec spec = new PBEKeySpec(password.toCharArray(), salt, rounds, BITS);
    takeTurn();
    try {
      return SecretKeyFactory.getInstance("PBKDF2WithHmacSHA512").generateSecret(spec).getEncoded();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK can do this", e);
    } finally {
      turns.release();
      spec.clearPassword();
    }
  }
}
