package dev.jpm.audit.signature;

import dev.jpm.model.error.JpmException;
import dev.jpm.model.json.JsonText;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;

/** One thing that somebody attests of a version: a statement in an envelope, with its proofs. */
record Attestation(String predicateType, JsonNode bundle) {
  /** Those in a registry's answer. */
  static List<Attestation> in(JsonNode answer) {
    List<Attestation> all = new ArrayList<>();
    for (JsonNode one : answer.path("attestations")) {
      all.add(new Attestation(one.path("predicateType").asString(""), one.path("bundle")));
    }
    return all;
  }

  private JsonNode firstSignature() {
    return bundle.path("dsseEnvelope").path("signatures").path(0);
  }

  /** Of the registry's key that signed it; empty where a certificate stands for who did. */
  String keyId() {
    return firstSignature().path("keyid").asString("");
  }

  String signature() {
    return firstSignature().path("sig").asString("");
  }

  /** When it came into the log. */
  Instant logged() {
    JsonNode entry = bundle.path("verificationMaterial").path("tlogEntries").path(0);
    return Instant.ofEpochSecond(entry.path("integratedTime").asLong(Long.MAX_VALUE / 1000));
  }

  /** What it is about: the first subject of the statement. */
  JsonNode subject() {
    return statement().path("subject").path(0);
  }

  /** The type that the statement itself tells; empty where it tells none. */
  String statedType() {
    return statement().path("predicateType").asString("");
  }

  private JsonNode statement() {
    try {
      String payload = bundle.path("dsseEnvelope").path("payload").asString("");
      String statement = new String(Base64.getDecoder().decode(payload), StandardCharsets.UTF_8);
      return JsonText.parse(statement, "the statement");
    } catch (IllegalArgumentException | JpmException e) {
      return MissingNode.getInstance(); // About nothing that anybody could name.
    }
  }
}
