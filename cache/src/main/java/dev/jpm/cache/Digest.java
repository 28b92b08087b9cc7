package dev.jpm.cache;

import dev.jpm.model.Integrity;
import dev.jpm.model.Integrity.Algorithm;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/** One digest of a tarball, in lower-case hexadecimal. */
record Digest(Algorithm algorithm, String hex) {

  /** The well-formed digests in {@code integrity}, strongest first. */
  static List<Digest> in(Integrity integrity) {
    List<Digest> digests = new ArrayList<>(2);
    for (Integrity.Hash hash : integrity.hashes()) {
      byte[] bytes = hash.bytes();
      if (bytes.length == lengthOf(hash.algorithm())) {
        digests.add(of(hash.algorithm(), bytes));
      }
    }
    digests.sort((one, other) -> other.algorithm().compareTo(one.algorithm()));
    return digests;
  }

  /** The SHA-512 in {@code integrity}, in hexadecimal. */
  static Optional<String> sha512In(Integrity integrity) {
    return in(integrity).stream()
        .filter(digest -> digest.algorithm == Algorithm.SHA512)
        .map(Digest::hex)
        .findFirst();
  }

  static Digest of(Algorithm algorithm, byte[] bytes) {
    return new Digest(algorithm, HexFormat.of().formatHex(bytes));
  }

  byte[] bytes() {
    return HexFormat.of().parseHex(hex);
  }

  Integrity toIntegrity() {
    return Integrity.of(algorithm, bytes());
  }

  /** What stands for an algorithm in the store's files. */
  static int codeOf(Algorithm algorithm) {
    return switch (algorithm) {
      case SHA512 -> 1;
      case SHA384 -> 2;
      case SHA256 -> 3;
      case SHA1 -> 4;
      case SHA224 -> 5;
      case MD5 -> 6;
    };
  }

  static Optional<Algorithm> algorithmOf(long code) {
    for (Algorithm algorithm : Algorithm.values()) {
      if (codeOf(algorithm) == code) {
        return Optional.of(algorithm);
      }
    }
    return Optional.empty();
  }

  /** In bytes. */
  static int lengthOf(Algorithm algorithm) {
    return switch (algorithm) {
      case SHA512 -> 64;
      case SHA384 -> 48;
      case SHA256 -> 32;
      case SHA224 -> 28;
      case SHA1 -> 20;
      case MD5 -> 16;
    };
  }
}
