package dev.jpm.audit.signature;

import dev.jpm.audit.Rule;
import dev.jpm.audit.Severity;
import java.util.List;

/** What signatures, attestations and identities are looked at for. */
public final class SignatureRules {
  private static final String LOOK =
      "Find out who published it; accept it with jpm audit signatures --write-identities";

  static final Rule INVALID =
      new Rule(
          "signature-invalid",
          Severity.CRITICAL,
          "A signature that its key did not make",
          "Do not use the package; ask who runs the registry");
  static final Rule MISSING =
      new Rule(
          "signature-missing",
          Severity.HIGH,
          "No signature, and the registry signs",
          "Do not use the package; ask who runs the registry");
  static final Rule ATTESTATION =
      new Rule(
          "attestation-invalid",
          Severity.CRITICAL,
          "An attestation that does not hold",
          "Do not use the package; ask who publishes it");
  static final Rule CHANGED =
      new Rule("identity-changed", Severity.CRITICAL, "Built elsewhere than before", LOOK);
  static final Rule LOST =
      new Rule("identity-lost", Severity.HIGH, "Nothing tells any more where it was built", LOOK);

  private static final List<Rule> ALL = List.of(INVALID, MISSING, ATTESTATION, CHANGED, LOST);

  private SignatureRules() {}

  public static List<Rule> all() {
    return ALL;
  }
}
