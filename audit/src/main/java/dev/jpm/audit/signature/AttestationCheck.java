package dev.jpm.audit.signature;

import dev.jpm.audit.signature.AttestationVerifier.Verdict;
import dev.jpm.model.Integrity;
import dev.jpm.model.error.ErrorCode;
import dev.jpm.model.error.JpmException;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** npm's check of what is attested of a version, in its order. */
final class AttestationCheck {
  private final SignedRelease release;
  private final List<SigningKey> keys;
  private final AttestationVerifier verifier;
  private @Nullable Identity identity;

  AttestationCheck(SignedRelease release, List<SigningKey> keys, AttestationVerifier verifier) {
    this.release = release;
    this.keys = keys;
    this.verifier = verifier;
  }

  /** An attestation that proves nothing. */
  record Bad(String why, String message, @Nullable Attestation attestation) {}

  /**
   * The first attestation in {@code answer} that does not hold; null where all do. An answer
   * without any is no proof either, though npm takes it for one.
   *
   * @throws JpmException EMISSINGSIGNATUREKEY, EEXPIREDSIGNATUREKEY, EATTESTATIONSUBJECT
   */
  @Nullable Bad firstBad(JsonNode answer) {
    List<Attestation> all = Attestation.in(answer);
    if (all.isEmpty()) {
      return bad("the registry has none", null);
    }
    if (all.stream().anyMatch(one -> !one.keyId().isEmpty())
        && all.stream().allMatch(one -> key(one) == null)) {
      throw missing("has attestations but no corresponding public key(s) can be found");
    }
    for (Attestation one : all) {
      SigningKey key = one.keyId().isEmpty() ? null : heldKey(one);
      checkSubject(one);
      switch (verifier.verify(one.bundle(), key == null ? null : key.key())) {
        case Verdict.Bad(String why) -> {
          return bad(why, one);
        }
        case Verdict.Good good -> identity = good.identity() == null ? identity : good.identity();
      }
    }
    return null;
  }

  /** Who built it, once all was found good; null where no attestation tells. */
  @Nullable Identity identity() {
    return identity;
  }

  private Bad bad(String why, @Nullable Attestation attestation) {
    return new Bad(why, release.id() + " failed to verify attestation: " + why, attestation);
  }

  private JpmException missing(String what) {
    return JpmException.of(ErrorCode.EMISSINGSIGNATUREKEY, release.id() + " " + what);
  }

  private @Nullable SigningKey key(Attestation one) {
    return keys.stream().filter(key -> key.id().equals(one.keyId())).findFirst().orElse(null);
  }

  private SigningKey heldKey(Attestation one) {
    SigningKey key = key(one);
    String subject = "has attestations with keyid: " + one.keyId() + " but ";
    if (key == null) {
      throw missing(subject + "no corresponding public key can be found");
    }
    if (!key.heldAt(one.logged())) {
      throw JpmException.of(
          ErrorCode.EEXPIREDSIGNATUREKEY,
          "%s %sthe corresponding public key has expired %s"
              .formatted(release.id(), subject, key.expires()));
    }
    return key;
  }

  /** A good attestation about another package is no proof for this one. */
  private void checkSubject(Attestation one) {
    String name = one.subject().path("name").asString("");
    if (!name.equals(release.purl())) {
      throw JpmException.of(
          ErrorCode.EATTESTATIONSUBJECT,
          "%s package name and version (PURL): %s doesn't match what was signed: %s"
              .formatted(release.id(), release.purl(), name));
    }
    String signed = one.subject().path("digest").path("sha512").asString("");
    String digest =
        Integrity.tryParse(Objects.requireNonNullElse(release.integrity(), ""))
            .flatMap(Integrity::strongestHash)
            .map(Integrity.Hash::hex)
            .orElse("");
    if (digest.isEmpty() || !signed.equals(digest)) {
      throw JpmException.of(
          ErrorCode.EATTESTATIONSUBJECT,
          "%s package integrity (hex digest): %s doesn't match what was signed: %s"
              .formatted(release.id(), digest, signed));
    }
  }
}
