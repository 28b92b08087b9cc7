package dev.jpm.sigstore;

import dev.sigstore.encryption.signers.Verifiers;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.PublicKey;
import tools.jackson.databind.JsonNode;

/**
 * A signed statement: DSSE, with one signature.
 *
 * @param type of the payload
 */
@SuppressWarnings("ArrayRecordComponent")
record Envelope(String type, byte[] payload, byte[] signature) {
  /** That of {@code bundle}. */
  static Envelope of(JsonNode bundle) throws UnprovenException {
    JsonNode envelope = bundle.path("dsseEnvelope");
    if (envelope.path("signatures").size() != 1) {
      throw new UnprovenException("it has no envelope with one signature");
    }
    return new Envelope(
        envelope.path("payloadType").asString(""),
        Base64Text.decode(envelope.path("payload"), "the payload"),
        Base64Text.decode(envelope.path("signatures").path(0).path("sig"), "the signature"));
  }

  void verify(PublicKey key) throws UnprovenException {
    try {
      if (!Verifiers.newVerifier(key).verify(signed(type, payload), signature)) {
        throw new UnprovenException("artifact signature verification failed");
      }
    } catch (GeneralSecurityException e) {
      throw new UnprovenException("the signature cannot be read", e);
    }
  }

  /** What a signature is made over: DSSE's encoding of type and payload. */
  static byte[] signed(String type, byte[] payload) {
    byte[] head =
        "DSSEv1 %d %s %d "
            .formatted(type.getBytes(StandardCharsets.UTF_8).length, type, payload.length)
            .getBytes(StandardCharsets.UTF_8);
    byte[] all = new byte[head.length + payload.length];
    System.arraycopy(head, 0, all, 0, head.length);
    System.arraycopy(payload, 0, all, head.length, payload.length);
    return all;
  }

  byte[] payloadSha256() {
    try {
      return MessageDigest.getInstance("SHA-256").digest(payload);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
