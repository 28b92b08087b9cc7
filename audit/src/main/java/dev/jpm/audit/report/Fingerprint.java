package dev.jpm.audit.report;

import dev.jpm.audit.Finding;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** What tells a finding from others, and stays when lines move. */
final class Fingerprint {
  private Fingerprint() {}

  static String of(Finding finding) {
    String facts =
        String.join(
            "\0",
            finding.rule().id(),
            finding.file(),
            finding.path(),
            finding.subject(),
            finding.message());
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(facts.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest, 0, 20);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
