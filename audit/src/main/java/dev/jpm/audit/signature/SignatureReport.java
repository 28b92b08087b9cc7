package dev.jpm.audit.signature;

import dev.jpm.audit.signature.SignedRelease.BadSignature;
import java.util.List;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * What the signatures of installed packages are worth.
 *
 * @param audited how many come from registries that have keys
 * @param verified how many are signed well
 * @param invalid in the order of names
 * @param missing unsigned although their registry has keys, in the order of names
 */
public record SignatureReport(
    int audited, int verified, List<Invalid> invalid, List<Missing> missing) {
  private static final String CODE = "EINTEGRITYSIGNATURE";

  /** A package whose signature is not by the registry's key. */
  public record Invalid(
      InstalledRelease release,
      String registry,
      String integrity,
      String resolved,
      String keyId,
      String signature,
      String message) {
    static Invalid of(
        InstalledRelease release, String registry, SignedRelease told, BadSignature bad) {
      return new Invalid(
          release,
          registry,
          String.valueOf(told.integrity()),
          told.resolved(),
          bad.keyId(),
          bad.signature(),
          bad.message());
    }
  }

  /** A package that nobody signed. */
  public record Missing(
      InstalledRelease release, String registry, String integrity, String resolved) {}

  /** Whether all is well. */
  public boolean isClean() {
    return invalid.isEmpty() && missing.isEmpty();
  }

  /** As npm writes it. */
  public ObjectNode json() {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    ArrayNode bad = json.putArray("invalid");
    for (Invalid one : invalid) {
      ObjectNode object = bad.addObject();
      object.put("code", CODE).put("message", one.message());
      object.put("integrity", one.integrity()).put("keyid", one.keyId());
      object.put("location", one.release().location()).put("name", one.release().name());
      object.put("registry", one.registry()).put("resolved", one.resolved());
      object.put("signature", one.signature()).put("type", one.release().type());
      object.put("version", one.release().version());
    }
    ArrayNode none = json.putArray("missing");
    for (Missing one : missing) {
      ObjectNode object = none.addObject();
      object.put("integrity", one.integrity()).put("location", one.release().location());
      object.put("name", one.release().name()).put("registry", one.registry());
      object.put("resolved", one.resolved()).put("version", one.release().version());
    }
    return json;
  }
}
