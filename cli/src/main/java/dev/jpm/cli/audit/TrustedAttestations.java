package dev.jpm.cli.audit;

import dev.jpm.audit.signature.AttestationVerifier;
import dev.jpm.cli.Invocation;
import dev.jpm.fs.FileErrors;
import dev.jpm.sigstore.SigstoreVerifier;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Whom a call trusts to attest something. The libraries that verify it are loaded once something is
 * attested, by this class alone.
 */
public final class TrustedAttestations {
  private TrustedAttestations() {}

  static Supplier<AttestationVerifier> of(Invocation call) {
    return of(call.settings().path("trust-root").orElse(null));
  }

  /** Those in the trust root {@code file}; Sigstore's public instance where it is null. */
  public static Supplier<AttestationVerifier> of(@Nullable Path file) {
    return () -> file == null ? SigstoreVerifier.bundled() : read(file);
  }

  private static AttestationVerifier read(Path file) {
    try {
      return SigstoreVerifier.trusting(Files.readAllBytes(file), file.toString());
    } catch (IOException e) {
      throw FileErrors.of(e, "read", file);
    }
  }
}
