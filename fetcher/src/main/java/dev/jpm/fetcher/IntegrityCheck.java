package dev.jpm.fetcher;

import dev.jpm.model.Integrity;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Which digest of an integrity is held against the bytes: of all its hashes those of the strongest
 * algorithm, one of which must fit (ssri's rule). An integrity without a hash that is understood
 * checks nothing, as with npm.
 */
record IntegrityCheck(String algorithm, List<String> wanted) {
  /** Strongest first, with Java's names. */
  private static final List<String> ALGORITHMS =
      List.of("sha512", "sha384", "sha256", "sha1", "md5");

  static final String STORED = "sha512";

  IntegrityCheck {
    wanted = List.copyOf(wanted);
  }

  /** The check that {@code integrity} asks for; one of nothing where there is none. */
  static IntegrityCheck of(@Nullable Integrity integrity) {
    String text = integrity == null ? "" : integrity.value();
    for (String algorithm : ALGORITHMS) {
      List<String> digests = new ArrayList<>();
      for (String hash : text.strip().split("\\s+", -1)) {
        if (hash.toLowerCase(Locale.ROOT).startsWith(algorithm + "-")) {
          String digest = hash.substring(algorithm.length() + 1);
          int options = digest.indexOf('?');
          digests.add(options < 0 ? digest : digest.substring(0, options));
        }
      }
      if (!digests.isEmpty()) {
        return new IntegrityCheck(algorithm, digests);
      }
    }
    return new IntegrityCheck(STORED, List.of());
  }

  /** Whether another digest than the store's own must be computed too. */
  boolean needsOwnDigest() {
    return !algorithm.equals(STORED);
  }

  boolean accepts(String digest) {
    return wanted.isEmpty() || wanted.contains(digest);
  }

  MessageDigest newDigest() {
    return digest(algorithm);
  }

  static MessageDigest digest(String algorithm) {
    String name =
        switch (algorithm) {
          case "sha512" -> "SHA-512";
          case "sha384" -> "SHA-384";
          case "sha256" -> "SHA-256";
          case "sha1" -> "SHA-1";
          default -> "MD5";
        };
    try {
      return MessageDigest.getInstance(name);
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  static String base64(byte[] digest) {
    return Base64.getEncoder().encodeToString(digest);
  }

  /** As errors show what was wanted. */
  String told() {
    return String.join(" ", wanted.stream().map(digest -> algorithm + "-" + digest).toList());
  }
}
