package dev.jpm.registrymock;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HexFormat;

/** The digests that registries publish. */
final class Digests {
  private Digests() {}

  static String integrity(byte[] bytes) {
    return "sha512-" + Base64.getEncoder().encodeToString(digest("SHA-512", bytes));
  }

  static String sha1Hex(byte[] bytes) {
    return HexFormat.of().formatHex(digest("SHA-1", bytes));
  }

  private static byte[] digest(String algorithm, byte[] bytes) {
    try {
      return MessageDigest.getInstance(algorithm).digest(bytes);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has " + algorithm, e);
    }
  }
}
