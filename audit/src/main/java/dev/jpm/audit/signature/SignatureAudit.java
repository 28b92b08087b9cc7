package dev.jpm.audit.signature;

import dev.jpm.audit.signature.SignatureReport.Attested;
import dev.jpm.audit.signature.SignatureReport.Invalid;
import dev.jpm.audit.signature.SignatureReport.Missing;
import dev.jpm.audit.signature.SignedRelease.BadSignature;
import dev.jpm.model.LocaleOrder;
import dev.jpm.model.error.ErrorCode;
import dev.jpm.model.error.JpmException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** npm's check of registry signatures and of attestations. */
public final class SignatureAudit {
  private final SignedRegistry registry;
  private final Supplier<AttestationVerifier> verifier;
  private final List<Looked> attested = new ArrayList<>();
  private final List<Invalid> invalid = new ArrayList<>();
  private final List<Missing> missing = new ArrayList<>();
  private final List<Attested> proven = new ArrayList<>();
  private int audited;
  private int verified;

  private SignatureAudit(SignedRegistry registry, Supplier<AttestationVerifier> verifier) {
    this.registry = registry;
    this.verifier = verifier;
  }

  /** A package with what its registry says of it. */
  private record Looked(InstalledRelease release, SignedRelease told, List<SigningKey> keys) {}

  /**
   * Looks at {@code releases}, which is null where nobody asks for anything.
   *
   * @param verifier asked for once something is attested
   * @throws JpmException EMISSINGSIGNATUREKEY, EEXPIREDSIGNATUREKEY where a signature cannot be
   *     judged; EATTESTATIONSUBJECT where an attestation is about something else; ENOAUDIT where
   *     there is nothing to judge
   */
  public static SignatureReport run(
      @Nullable List<InstalledRelease> releases,
      SignedRegistry registry,
      Supplier<AttestationVerifier> verifier) {
    if (releases == null) {
      throw JpmException.of(ErrorCode.ENOAUDIT, "found no installed dependencies to audit");
    }
    SignatureAudit audit = new SignatureAudit(registry, verifier);
    registry.prefetch(releases.stream().map(InstalledRelease::name).distinct().toList());
    releases.forEach(audit::look);
    audit.attestations();
    if (audit.audited == 0 && audit.proven.isEmpty()) {
      throw JpmException.of(
          ErrorCode.ENOAUDIT,
          "found no dependencies to audit that were installed from a supported registry");
    }
    return audit.report();
  }

  private void look(InstalledRelease release) {
    List<SigningKey> keys = registry.keys(release.name());
    audited += keys.isEmpty() ? 0 : 1;
    Looked looked =
        new Looked(
            release,
            SignedRelease.of(release.name(), release.version(), registry.document(release.name())),
            keys);
    BadSignature bad = looked.told().isSigned() ? looked.told().badSignature(keys) : null;
    if (bad != null) {
      invalid.add(Invalid.of(release, address(looked), looked.told(), bad));
    } else if (looked.told().isAttested()) {
      attested.add(looked);
      registry.expect(release.name(), looked.told().attestations());
    } else {
      count(looked);
    }
  }

  private void count(Looked looked) {
    SignedRelease told = looked.told();
    if (told.isSigned()) {
      verified++;
    } else if (!looked.keys().isEmpty()) {
      missing.add(
          new Missing(
              looked.release(),
              address(looked),
              String.valueOf(told.integrity()),
              told.resolved()));
    }
  }

  private String address(Looked looked) {
    return registry.address(looked.release().name());
  }

  private void attestations() {
    if (attested.isEmpty()) {
      return;
    }
    AttestationVerifier judge = verifier.get();
    for (Looked looked : attested) {
      SignedRelease told = looked.told();
      JsonNode answer = registry.attestations(looked.release().name(), told.attestations());
      AttestationCheck check = new AttestationCheck(told, looked.keys(), judge);
      AttestationCheck.Bad bad = check.firstBad(answer);
      if (bad == null) {
        count(looked);
        proven.add(
            new Attested(
                looked.release(),
                address(looked),
                told.dist().path("attestations"),
                answer.path("attestations"),
                check.identity()));
      } else {
        invalid.add(Invalid.of(looked.release(), address(looked), told, bad));
      }
    }
  }

  private SignatureReport report() {
    Comparator<InstalledRelease> byName =
        Comparator.comparing(InstalledRelease::name, LocaleOrder.ENGLISH);
    invalid.sort(Comparator.comparing(Invalid::release, byName));
    missing.sort(Comparator.comparing(Missing::release, byName));
    return new SignatureReport(
        audited, verified, List.copyOf(invalid), List.copyOf(missing), List.copyOf(proven));
  }
}
