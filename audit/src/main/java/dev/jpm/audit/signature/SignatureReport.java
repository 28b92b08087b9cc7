package dev.jpm.audit.signature;

import dev.jpm.audit.signature.SignedRelease.BadSignature;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * What the signatures and attestations of installed packages are worth.
 *
 * @param audited how many come from registries that have keys
 * @param verified how many are signed well
 * @param invalid in the order of names
 * @param missing unsigned although their registry has keys, in the order of names
 * @param attested those whose attestations hold
 */
public record SignatureReport(
    int audited,
    int verified,
    List<Invalid> invalid,
    List<Missing> missing,
    List<Attested> attested) {
  private static final String SIGNATURE = "EINTEGRITYSIGNATURE";
  private static final String ATTESTATION = "EATTESTATIONVERIFY";

  /**
   * A package whose signature is not by the registry's key, or whose attestation does not hold.
   *
   * @param predicateType of the attestation; null where it is about the signature
   */
  public record Invalid(
      InstalledRelease release,
      String registry,
      String code,
      String integrity,
      String resolved,
      @Nullable String keyId,
      @Nullable String signature,
      @Nullable String predicateType,
      String message) {
    static Invalid of(
        InstalledRelease release, String registry, SignedRelease told, BadSignature bad) {
      return new Invalid(
          release,
          registry,
          SIGNATURE,
          String.valueOf(told.integrity()),
          told.resolved(),
          bad.keyId(),
          bad.signature(),
          null,
          bad.message());
    }

    static Invalid of(
        InstalledRelease release, String registry, SignedRelease told, AttestationCheck.Bad bad) {
      Attestation of = bad.attestation();
      return new Invalid(
          release,
          registry,
          ATTESTATION,
          String.valueOf(told.integrity()),
          told.resolved(),
          of == null ? null : of.keyId(),
          of == null ? null : of.signature(),
          of == null ? null : of.predicateType(),
          bad.message());
    }

    /** Whether it is about what somebody attests, and not about the registry's signature. */
    public boolean isAttestation() {
      return code.equals(ATTESTATION);
    }
  }

  /** A package that nobody signed. */
  public record Missing(
      InstalledRelease release, String registry, String integrity, String resolved) {}

  /**
   * A package whose attestations hold.
   *
   * @param claim what its document says of them
   * @param bundles as the registry gave them
   * @param identity who built it; null where only the registry attests something
   */
  public record Attested(
      InstalledRelease release,
      String registry,
      JsonNode claim,
      JsonNode bundles,
      @Nullable Identity identity) {}

  /** Whether all is well. */
  public boolean isClean() {
    return invalid.isEmpty() && missing.isEmpty();
  }

  /**
   * As npm writes it.
   *
   * @param withAttestations whether what holds is shown too
   */
  public ObjectNode json(boolean withAttestations) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    ArrayNode bad = json.putArray("invalid");
    invalid.forEach(one -> write(one, bad.addObject()));
    ArrayNode none = json.putArray("missing");
    for (Missing one : missing) {
      ObjectNode object = none.addObject();
      object.put("integrity", one.integrity()).put("location", one.release().location());
      object.put("name", one.release().name()).put("registry", one.registry());
      object.put("resolved", one.resolved()).put("version", one.release().version());
    }
    if (withAttestations) {
      ArrayNode good = json.putArray("verified");
      for (Attested one : attested) {
        ObjectNode object = good.addObject();
        object.put("name", one.release().name()).put("version", one.release().version());
        object.put("location", one.release().location()).put("registry", one.registry());
        object.set("attestations", one.claim());
        object.set("attestationBundles", one.bundles());
      }
    }
    return json;
  }

  private static void write(Invalid one, ObjectNode object) {
    object.put("code", one.code()).put("message", one.message());
    object.put("integrity", one.integrity());
    putText(object, "keyid", one.keyId());
    object.put("location", one.release().location()).put("name", one.release().name());
    object.put("registry", one.registry()).put("resolved", one.resolved());
    putText(object, "signature", one.signature());
    putText(object, "predicateType", one.predicateType());
    object.put("type", one.release().type()).put("version", one.release().version());
  }

  private static void putText(ObjectNode object, String key, @Nullable String value) {
    if (value != null) {
      object.put(key, value);
    }
  }
}
