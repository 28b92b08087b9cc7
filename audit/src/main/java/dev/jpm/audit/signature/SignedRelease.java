package dev.jpm.audit.signature;

import dev.jpm.model.error.ErrorCode;
import dev.jpm.model.error.JpmException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.security.Signature;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * A version as its registry tells of it.
 *
 * @param dist what the registry says of its tarball
 * @param time of its publication; null where the registry does not tell
 */
record SignedRelease(String name, String version, JsonNode dist, @Nullable String time) {
  /** What npm takes for the time of what was published before registries told it. */
  private static final Instant LONG_AGO = Instant.parse("2015-01-01T00:00:00Z");

  /** {@code version} of the package that {@code document} is about. */
  static SignedRelease of(String name, String version, JsonNode document) {
    JsonNode manifest = document.path("versions").path(version);
    if (manifest.isMissingNode()) {
      throw JpmException.of(
          ErrorCode.ETARGET, "No matching version found for " + name + "@" + version + ".");
    }
    return new SignedRelease(
        name, version, manifest.path("dist"), document.path("time").path(version).asString(null));
  }

  String id() {
    return name + "@" + version;
  }

  /** The package URL, as attestations name it. */
  String purl() {
    return "pkg:npm/" + (name.startsWith("@") ? "%40" + name.substring(1) : name) + "@" + version;
  }

  /** The digest that is signed: the registry's own, not what the lockfile says. */
  @Nullable String integrity() {
    String integrity = dist.path("integrity").asString("");
    String shasum = dist.path("shasum").asString("");
    if (!integrity.isEmpty()) {
      return integrity;
    }
    return shasum.isEmpty() ? null : sha1(shasum);
  }

  private static String sha1(String hex) {
    try {
      return "sha1-" + Base64.getEncoder().encodeToString(HexFormat.of().parseHex(hex));
    } catch (IllegalArgumentException e) {
      return "sha1-";
    }
  }

  String resolved() {
    return dist.path("tarball").asString("");
  }

  boolean isSigned() {
    return integrity() != null && !dist.path("signatures").isEmpty();
  }

  boolean isAttested() {
    return integrity() != null && dist.path("attestations").isObject();
  }

  /** Where the registry says that the attestations lie; empty where it does not say. */
  String attestations() {
    return dist.path("attestations").path("url").asString("");
  }

  /**
   * The first signature that its key did not make; null where all are good.
   *
   * @throws JpmException EMISSINGSIGNATUREKEY, EEXPIREDSIGNATUREKEY
   */
  @Nullable BadSignature badSignature(List<SigningKey> keys) {
    for (JsonNode signature : dist.path("signatures")) {
      String keyId = signature.path("keyid").asString("");
      SigningKey key = key(keys, keyId);
      String sig = signature.path("sig").asString("");
      if (!isGood(key.key(), sig)) {
        return new BadSignature(
            keyId,
            sig,
            "%s has an invalid registry signature with keyid: %s and signature: %s"
                .formatted(id(), keyId, sig));
      }
    }
    return null;
  }

  /** A signature that the key did not make, and what npm says of it. */
  record BadSignature(String keyId, String signature, String message) {}

  private SigningKey key(List<SigningKey> keys, String keyId) {
    String subject = id() + " has a registry signature with keyid: " + keyId + " but ";
    SigningKey key =
        keys.stream()
            .filter(one -> one.id().equals(keyId))
            .findFirst()
            .orElseThrow(() ->
                JpmException.of(
                    ErrorCode.EMISSINGSIGNATUREKEY,
                    subject + "no corresponding public key can be found"));
    if (!key.heldAt(published())) {
      throw JpmException.of(
          ErrorCode.EEXPIREDSIGNATUREKEY,
          subject + "the corresponding public key has expired " + key.expires());
    }
    return key;
  }

  private Instant published() {
    if (time == null) {
      return LONG_AGO;
    }
    try {
      return Instant.parse(time);
    } catch (DateTimeParseException e) {
      return Instant.MAX; // Nobody can tell that the key still held.
    }
  }

  private boolean isGood(PublicKey key, String sig) {
    try {
      Signature verifier = Signature.getInstance("SHA256withECDSA");
      verifier.initVerify(key);
      verifier.update((id() + ":" + integrity()).getBytes(StandardCharsets.UTF_8));
      return verifier.verify(Base64.getDecoder().decode(sig));
    } catch (GeneralSecurityException | IllegalArgumentException e) {
      return false;
    }
  }
}
