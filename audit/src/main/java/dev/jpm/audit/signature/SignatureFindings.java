package dev.jpm.audit.signature;

import dev.jpm.audit.Finding;
import java.util.ArrayList;
import java.util.List;

/** Signatures and attestations that are missing or bad, as findings. */
public final class SignatureFindings {
  private SignatureFindings() {}

  /** Those of {@code report}. */
  public static List<Finding> of(SignatureReport report) {
    List<Finding> findings = new ArrayList<>();
    for (SignatureReport.Invalid one : report.invalid()) {
      InstalledRelease release = one.release();
      findings.add(
          new Finding(
              one.isAttestation() ? SignatureRules.ATTESTATION : SignatureRules.INVALID,
              release.name(),
              release.version(),
              release.location(),
              1,
              one.message()));
    }
    for (SignatureReport.Missing one : report.missing()) {
      findings.add(
          IdentityLock.finding(
              SignatureRules.MISSING,
              one.release(),
              "not signed, though " + one.registry() + " signs"));
    }
    return findings;
  }
}
