package dev.jpm.sigstore;

import dev.jpm.model.error.JpmException;
import dev.jpm.model.json.JsonText;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HexFormat;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * What was signed, with what proves it, in npm's form of a bundle.
 *
 * @param certificate of who signed, in DER
 * @param entry as the log answered it
 */
@SuppressWarnings("ArrayRecordComponent")
record SignedBundle(Envelope envelope, byte[] certificate, JsonNode entry) {
  private static final String TYPE = "application/vnd.dev.sigstore.bundle.v0.3+json";

  ObjectNode json() throws UnprovenException {
    ObjectNode json = JsonNodeFactory.instance.objectNode().put("mediaType", TYPE);
    ObjectNode material = json.putObject("verificationMaterial");
    material.putObject("certificate").put("rawBytes", base64(certificate));
    material.putArray("tlogEntries").add(logged());
    material.putObject("timestampVerificationData");
    json.set("dsseEnvelope", json(envelope));
    return json;
  }

  static ObjectNode json(Envelope envelope) {
    ObjectNode json =
        JsonNodeFactory.instance.objectNode().put("payload", base64(envelope.payload()));
    json.put("payloadType", envelope.type());
    json.putArray("signatures").addObject().put("sig", base64(envelope.signature()));
    return json;
  }

  private ObjectNode logged() throws UnprovenException {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    number(json, "logIndex", entry);
    json.putObject("logId").put("keyId", bytes(entry.path("logID")));
    byte[] body = Base64Text.decode(entry.path("body"), "the log's entry");
    LoggedEnvelope.of(body).checkSameAs(envelope);
    kind(json.putObject("kindVersion"), body);
    number(json, "integratedTime", entry);
    JsonNode promise = entry.path("verification").path("signedEntryTimestamp");
    if (!promise.asString("").isEmpty()) {
      json.putObject("inclusionPromise").put("signedEntryTimestamp", promise.asString());
    }
    JsonNode proof = entry.path("verification").path("inclusionProof");
    if (proof.isObject()) {
      json.set("inclusionProof", proven(proof));
    }
    return json.put("canonicalizedBody", base64(body));
  }

  private static void kind(ObjectNode json, byte[] body) throws UnprovenException {
    try {
      JsonNode told = JsonText.parse(new String(body, StandardCharsets.UTF_8), "the log's entry");
      json.put("kind", told.path("kind").asString(""));
      json.put("version", told.path("apiVersion").asString(""));
    } catch (JpmException e) {
      throw new UnprovenException(e.sentence());
    }
  }

  private static ObjectNode proven(JsonNode proof) throws UnprovenException {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    number(json, "logIndex", proof);
    json.put("rootHash", bytes(proof.path("rootHash")));
    number(json, "treeSize", proof);
    if (!proof.path("hashes").isEmpty()) {
      ArrayNode hashes = json.putArray("hashes");
      for (JsonNode hash : proof.path("hashes")) {
        hashes.add(bytes(hash));
      }
    }
    json.putObject("checkpoint").put("envelope", proof.path("checkpoint").asString(""));
    return json;
  }

  /** As text, and left out where it is zero: so such numbers are in bundles. */
  private static void number(ObjectNode json, String key, JsonNode told) {
    long number = told.path(key).asLong(0);
    if (number != 0) {
      json.put(key, Long.toString(number));
    }
  }

  private static String bytes(JsonNode hex) throws UnprovenException {
    try {
      return base64(HexFormat.of().parseHex(hex.asString("")));
    } catch (IllegalArgumentException e) {
      throw new UnprovenException("the log's answer cannot be read", e);
    }
  }

  private static String base64(byte[] bytes) {
    return Base64.getEncoder().encodeToString(bytes);
  }
}
