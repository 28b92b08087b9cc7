package dev.jpm.fetcher;

import dev.jpm.model.Integrity;
import dev.jpm.model.Integrity.Algorithm;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Which digest is held against a tarball's bytes: of all hashes of an integrity those of the
 * strongest algorithm, one of which must fit. An integrity without a hash that is understood checks
 * nothing, as with npm.
 *
 * @param wanted what the bytes must be; null where anything will do
 * @param algorithm of the digest to compute
 */
record IntegrityCheck(@Nullable Integrity wanted, Algorithm algorithm) {
  /** What the store finds packages by, so always computed. */
  static final Algorithm STORED = Algorithm.SHA512;

  static IntegrityCheck of(@Nullable Integrity integrity) {
    Algorithm strongest = integrity == null ? null : integrity.strongest().orElse(null);
    return strongest == null
        ? new IntegrityCheck(null, STORED)
        : new IntegrityCheck(integrity, strongest);
  }

  /** Whether another digest than the store's must be computed too. */
  boolean needsOwnDigest() {
    return algorithm != STORED;
  }

  boolean accepts(byte[] digest) {
    return wanted == null || wanted.accepts(algorithm, digest);
  }

  /** As npm says that the bytes are others. */
  String mismatch(byte[] digest, long bytes) {
    String promised =
        wanted == null
            ? ""
            : wanted.hashes().stream()
                .filter(hash -> hash.algorithm() == algorithm)
                .map(hash -> word() + "-" + hash.base64())
                .collect(Collectors.joining(" "));
    return "integrity checksum failed when using "
        + word()
        + ": wanted "
        + promised
        + " but got "
        + Integrity.of(algorithm, digest)
        + ". ("
        + bytes
        + " bytes)";
  }

  private String word() {
    String text = Integrity.of(algorithm, new byte[0]).value();
    return text.substring(0, text.indexOf('-'));
  }
}
