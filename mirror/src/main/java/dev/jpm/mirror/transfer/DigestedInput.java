package dev.jpm.mirror.transfer;

import dev.jpm.model.Integrity.Algorithm;
import java.io.InputStream;
import java.security.DigestInputStream;
import java.util.HexFormat;

/** Digests what is read of a stream. */
final class DigestedInput extends DigestInputStream {
  DigestedInput(InputStream in) {
    super(in, Algorithm.SHA512.digest());
  }

  /** The digest of what was read; after it no more may be. */
  String sha512() {
    return HexFormat.of().formatHex(getMessageDigest().digest());
  }
}
