package dev.jpm.sigstore;

import dev.sigstore.encryption.signers.Verifiers;
import dev.sigstore.rekor.client.RekorEntry;
import dev.sigstore.rekor.client.RekorParseException;
import dev.sigstore.rekor.client.RekorVerificationException;
import dev.sigstore.rekor.client.RekorVerifier;
import dev.sigstore.trustroot.TransparencyLog;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** An entry of a transparency log, as a bundle brings it. */
record LogEntry(JsonNode json) {
  boolean isProven() {
    return json.path("inclusionProof").isObject();
  }

  /**
   * Whether the log has it: by a proof that it is in the tree, and in old bundles by the log's
   * promise alone.
   */
  void verify(RekorVerifier verifier, List<TransparencyLog> logs) throws UnprovenException {
    if (isProven()) {
      try {
        verifier.verifyEntry(RekorEntry.fromTLogEntryJson(json.toString()));
      } catch (RekorParseException | RekorVerificationException | IllegalArgumentException e) {
        throw new UnprovenException("the log does not have it", e);
      }
    } else {
      verifyPromise(logs);
    }
  }

  private void verifyPromise(List<TransparencyLog> logs) throws UnprovenException {
    byte[] log = Base64Text.decode(json.path("logId").path("keyId"), "the log's name");
    TransparencyLog known =
        TransparencyLog.find(logs, log, Instant.ofEpochSecond(seconds()))
            .orElseThrow(() -> new UnprovenException("its log is not one that is trusted"));
    // The canonical JSON of these four, of which none can hold anything to be escaped.
    String promised =
        "{\"body\":\"%s\",\"integratedTime\":%d,\"logID\":\"%s\",\"logIndex\":%d}"
            .formatted(
                Base64.getEncoder().encodeToString(body()),
                seconds(),
                HexFormat.of().formatHex(log),
                json.path("logIndex").asLong(-1));
    try {
      boolean holds =
          Verifiers.newVerifier(known.getPublicKey().toJavaPublicKey())
              .verify(promised.getBytes(StandardCharsets.UTF_8), promise());
      if (!holds) {
        throw new UnprovenException("the log did not promise to have it");
      }
    } catch (GeneralSecurityException e) {
      throw new UnprovenException("the log's promise cannot be read", e);
    }
  }

  private byte[] promise() throws UnprovenException {
    return Base64Text.decode(
        json.path("inclusionPromise").path("signedEntryTimestamp"), "the log's promise");
  }

  private long seconds() {
    return json.path("integratedTime").asLong(0);
  }

  /** When the log says that it came in; null where nothing proves that. */
  @Nullable Instant time() {
    boolean promised = json.path("inclusionPromise").path("signedEntryTimestamp").isString();
    return promised && seconds() > 0 ? Instant.ofEpochSecond(seconds()) : null;
  }

  byte[] body() throws UnprovenException {
    return Base64Text.decode(json.path("canonicalizedBody"), "the log's entry");
  }
}
