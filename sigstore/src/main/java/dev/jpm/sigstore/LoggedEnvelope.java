package dev.jpm.sigstore;

import dev.jpm.model.error.JpmException;
import dev.jpm.model.json.JsonText;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.HexFormat;
import tools.jackson.databind.JsonNode;

/**
 * What an entry of a transparency log says of an envelope, in the kinds of entries that are made of
 * envelopes.
 */
@SuppressWarnings("ArrayRecordComponent")
record LoggedEnvelope(byte[] payloadSha256, byte[] signature) {
  /**
   * That of an entry.
   *
   * @param body the entry's, as the log keeps it
   */
  static LoggedEnvelope of(byte[] body) throws UnprovenException {
    JsonNode json;
    try {
      json = JsonText.parse(new String(body, StandardCharsets.UTF_8), "the log's entry");
    } catch (JpmException e) {
      throw new UnprovenException(e.sentence());
    }
    String kind = json.path("kind").asString("") + " " + json.path("apiVersion").asString("");
    JsonNode spec = json.path("spec");
    return switch (kind) {
      case "intoto 0.0.2" -> {
        JsonNode content = spec.path("content");
        byte[] once = signature(content.path("envelope").path("signatures"), "sig");
        yield new LoggedEnvelope(hex(content.path("payloadHash").path("value")), decoded(once));
      }
      case "dsse 0.0.1" ->
          new LoggedEnvelope(
              hex(spec.path("payloadHash").path("value")),
              signature(spec.path("signatures"), "signature"));
      case "dsse 0.0.2" -> {
        JsonNode dsse = spec.path("dsseV002");
        yield new LoggedEnvelope(
            Base64Text.decode(dsse.path("payloadHash").path("digest"), "the digest in the log"),
            signature(dsse.path("signatures"), "content"));
      }
      default ->
          throw new UnprovenException("entries of the log of this kind are unknown: " + kind);
    };
  }

  private static byte[] signature(JsonNode all, String key) throws UnprovenException {
    if (all.size() != 1) {
      throw new UnprovenException("the log's entry has not one signature");
    }
    return Base64Text.decode(all.path(0).path(key), "the signature in the log");
  }

  /** That kind of entry holds the text of the signature, encoded once more. */
  private static byte[] decoded(byte[] text) throws UnprovenException {
    try {
      return Base64.getDecoder().decode(text);
    } catch (IllegalArgumentException e) {
      throw new UnprovenException("the signature in the log is no Base64", e);
    }
  }

  private static byte[] hex(JsonNode text) throws UnprovenException {
    try {
      return HexFormat.of().parseHex(text.asString(""));
    } catch (IllegalArgumentException e) {
      throw new UnprovenException("the digest in the log is no digest", e);
    }
  }

  void checkSameAs(Envelope envelope) throws UnprovenException {
    if (!MessageDigest.isEqual(payloadSha256, envelope.payloadSha256())) {
      throw new UnprovenException("the log's entry is about another payload");
    }
    if (!MessageDigest.isEqual(signature, envelope.signature())) {
      throw new UnprovenException("the log's entry is about another signature");
    }
  }
}
