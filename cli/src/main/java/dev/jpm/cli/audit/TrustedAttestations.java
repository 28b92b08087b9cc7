package dev.jpm.cli.audit;

import dev.jpm.audit.signature.AttestationVerifier;
import dev.jpm.cli.Invocation;
import dev.jpm.fs.FileErrors;
import dev.jpm.sigstore.SigstoreVerifier;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Supplier;

/**
 * Whom a call trusts to attest something. The libraries that verify it are loaded once something is
 * attested, by this class alone.
 */
final class TrustedAttestations {
  private TrustedAttestations() {}

  static Supplier<AttestationVerifier> of(Invocation call) {
    return () ->
        call.settings()
            .path("trust-root")
            .<AttestationVerifier>map(TrustedAttestations::read)
            .orElseGet(SigstoreVerifier::bundled);
  }

  private static AttestationVerifier read(Path file) {
    try {
      return SigstoreVerifier.trusting(Files.readAllBytes(file), file.toString());
    } catch (IOException e) {
      throw FileErrors.of(e, "read", file);
    }
  }
}
