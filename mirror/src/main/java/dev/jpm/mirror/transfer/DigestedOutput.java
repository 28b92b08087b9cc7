package dev.jpm.mirror.transfer;

import dev.jpm.model.Integrity.Algorithm;
import java.io.IOException;
import java.io.OutputStream;
import java.security.DigestOutputStream;
import java.util.HexFormat;

/** Digests what is written to a stream. */
final class DigestedOutput extends DigestOutputStream {
  DigestedOutput(OutputStream out) {
    super(out, Algorithm.SHA512.digest());
  }

  /** The digest of what was written, which has gone through then; after it no more may be. */
  String sha512() throws IOException {
    flush();
    return HexFormat.of().formatHex(getMessageDigest().digest());
  }
}
