package dev.jpm.cache;

import dev.jpm.model.Integrity;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/** One digest of a tarball, in lower-case hexadecimal. */
record Digest(Algorithm algorithm, String hex) {

  /** What the store knows, strongest first. The code of a constant stands in files: keep it. */
  enum Algorithm {
    SHA512(1, "sha512", 64),
    SHA384(2, "sha384", 48),
    SHA256(3, "sha256", 32),
    SHA1(4, "sha1", 20);

    final int code;
    final String word;
    final int bytes;

    Algorithm(int code, String word, int bytes) {
      this.code = code;
      this.word = word;
      this.bytes = bytes;
    }

    static Optional<Algorithm> of(String word) {
      for (Algorithm algorithm : values()) {
        if (algorithm.word.equals(word)) {
          return Optional.of(algorithm);
        }
      }
      return Optional.empty();
    }

    static Optional<Algorithm> of(int code) {
      for (Algorithm algorithm : values()) {
        if (algorithm.code == code) {
          return Optional.of(algorithm);
        }
      }
      return Optional.empty();
    }
  }

  /**
   * The digests in {@code integrity} that the store knows, strongest first; others are left out.
   */
  static List<Digest> in(Integrity integrity) {
    List<Digest> digests = new ArrayList<>(2);
    for (String token : integrity.value().strip().split("\\s+", -1)) {
      parse(token).ifPresent(digests::add);
    }
    digests.sort(Comparator.comparing(Digest::algorithm));
    return digests;
  }

  /** The SHA-512 in {@code integrity}, in hexadecimal. */
  static Optional<String> sha512In(Integrity integrity) {
    for (Digest digest : in(integrity)) {
      if (digest.algorithm == Algorithm.SHA512) {
        return Optional.of(digest.hex);
      }
    }
    return Optional.empty();
  }

  static Digest of(Algorithm algorithm, byte[] bytes) {
    return new Digest(algorithm, HexFormat.of().formatHex(bytes));
  }

  byte[] bytes() {
    return HexFormat.of().parseHex(hex);
  }

  Integrity toIntegrity() {
    return new Integrity(algorithm.word + "-" + Base64.getEncoder().encodeToString(bytes()));
  }

  private static Optional<Digest> parse(String token) {
    int dash = token.indexOf('-');
    if (dash < 0) {
      return Optional.empty();
    }
    int question = token.indexOf('?', dash);
    String base64 = token.substring(dash + 1, question < 0 ? token.length() : question);
    Optional<Algorithm> algorithm = Algorithm.of(token.substring(0, dash));
    try {
      byte[] bytes = Base64.getDecoder().decode(base64);
      return algorithm.filter(known -> known.bytes == bytes.length).map(known -> of(known, bytes));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}
