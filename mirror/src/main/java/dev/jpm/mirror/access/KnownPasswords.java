package dev.jpm.mirror.access;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Passwords that were right a moment ago. Clients with {@code _auth} show theirs with every
 * request, and stretching it each time would take more than all else. Only digests are held, under
 * a key that this process alone has; a password that was changed has another.
 */
final class KnownPasswords {
  private static final Duration LIFETIME = Duration.ofMinutes(5);
  private static final int MOST = 10_000;
  private static final String ALGORITHM = "HmacSHA256";

  private final InstantSource clock;
  private final SecretKeySpec key;
  private final Map<String, Instant> until = new LinkedHashMap<>();

  KnownPasswords(InstantSource clock) {
    this.clock = clock;
    byte[] random = new byte[32];
    new SecureRandom().nextBytes(random);
    this.key = new SecretKeySpec(random, ALGORITHM);
  }

  synchronized boolean has(String password, String hash) {
    Instant end = until.get(digest(password, hash));
    return end != null && clock.instant().isBefore(end);
  }

  synchronized void add(String password, String hash) {
    until.put(digest(password, hash), clock.instant().plus(LIFETIME));
    if (until.size() > MOST) {
      until.remove(until.keySet().iterator().next());
    }
  }

  private String digest(String password, String hash) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(key);
      mac.update(hash.getBytes(StandardCharsets.UTF_8));
      mac.update((byte) 0);
      return HexFormat.of().formatHex(mac.doFinal(password.getBytes(StandardCharsets.UTF_8)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK can do this", e);
    }
  }
}
