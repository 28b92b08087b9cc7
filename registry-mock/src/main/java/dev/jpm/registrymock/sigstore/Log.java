package dev.jpm.registrymock.sigstore;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.security.PublicKey;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.HexFormat;
import java.util.concurrent.atomic.AtomicLong;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Takes in envelopes that are signed with the key of the certificate that comes along. Each is the
 * only leaf of a tree of its own.
 */
final class Log {
  private final SigningKey key = SigningKey.fresh();
  private final AtomicLong next = new AtomicLong(1_000);
  private final Instant since =
      Instant.now().minus(Duration.ofDays(1)).truncatedTo(ChronoUnit.SECONDS);

  /**
   * What it answers to a proposed entry.
   *
   * @param host its name, as its signatures name it
   */
  JsonNode take(JsonNode entry, String host) throws Refusal {
    JsonNode proposed = entry.path("spec").path("proposedContent");
    String envelopeText = proposed.path("envelope").asString("");
    JsonNode envelope = JsonMapper.shared().readTree(envelopeText);
    byte[] payload = base64(envelope.path("payload"));
    byte[] signature = base64(envelope.path("signatures").path(0).path("sig"));
    String verifier = proposed.path("verifiers").path(0).asString("");
    String type = envelope.path("payloadType").asString("");
    if (!Authority.isSigned(key(verifier), signed(type, payload), signature)) {
      throw new Refusal("could not verify envelope");
    }
    ObjectNode body = JsonMapper.shared().createObjectNode();
    body.put("apiVersion", "0.0.1").put("kind", "dsse");
    ObjectNode spec = body.putObject("spec");
    digest(spec.putObject("envelopeHash"), envelopeText.getBytes(UTF_8));
    digest(spec.putObject("payloadHash"), payload);
    spec.putArray("signatures")
        .addObject()
        .put("signature", Base64.getEncoder().encodeToString(signature))
        .put("verifier", verifier);
    return answer(body.toString().getBytes(UTF_8), host);
  }

  private JsonNode answer(byte[] body, String host) {
    ObjectNode entry = JsonMapper.shared().createObjectNode();
    // In this order, which is also that of the text that is promised.
    entry.put("body", Base64.getEncoder().encodeToString(body));
    entry.put("integratedTime", Instant.now().getEpochSecond());
    entry.put("logID", HexFormat.of().formatHex(key.id()));
    entry.put("logIndex", next.getAndIncrement());
    byte[] promise = key.sign(entry.toString().getBytes(UTF_8));
    byte[] root = leaf(body);
    ObjectNode verification = entry.putObject("verification");
    ObjectNode proof = verification.putObject("inclusionProof");
    proof.put("checkpoint", checkpoint(root, host));
    proof.putArray("hashes");
    proof.put("logIndex", 0).put("rootHash", HexFormat.of().formatHex(root)).put("treeSize", 1);
    verification.put("signedEntryTimestamp", Base64.getEncoder().encodeToString(promise));
    ObjectNode answer = JsonMapper.shared().createObjectNode();
    answer.set(HexFormat.of().formatHex(root), entry);
    return answer;
  }

  private static byte[] leaf(byte[] body) {
    byte[] all = new byte[body.length + 1];
    System.arraycopy(body, 0, all, 1, body.length);
    return SigningKey.sha256(all);
  }

  private String checkpoint(byte[] root, String host) {
    String note = host + " - 1\n1\n" + Base64.getEncoder().encodeToString(root) + "\n";
    ByteArrayOutputStream signature = new ByteArrayOutputStream();
    signature.write(key.id(), 0, 4);
    signature.writeBytes(key.sign(note.getBytes(UTF_8)));
    String encoded = Base64.getEncoder().encodeToString(signature.toByteArray());
    return note + "\n\u2014 " + host + " " + encoded + "\n";
  }

  private static void digest(ObjectNode json, byte[] bytes) {
    json.put("algorithm", "sha256");
    json.put("value", HexFormat.of().formatHex(SigningKey.sha256(bytes)));
  }

  private static byte[] signed(String type, byte[] payload) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    String head = "DSSEv1 " + type.length() + " " + type + " " + payload.length + " ";
    bytes.writeBytes(head.getBytes(UTF_8));
    bytes.writeBytes(payload);
    return bytes.toByteArray();
  }

  private static PublicKey key(String verifier) throws Refusal {
    try {
      byte[] pem = Base64.getDecoder().decode(verifier);
      return CertificateFactory.getInstance("X.509")
          .generateCertificate(new ByteArrayInputStream(pem))
          .getPublicKey();
    } catch (CertificateException | IllegalArgumentException e) {
      throw new Refusal("could not parse verifier");
    }
  }

  private static byte[] base64(JsonNode text) {
    return Base64.getDecoder().decode(text.asString(""));
  }

  /** Itself, in a trust root. */
  void tell(ObjectNode root, String url) {
    key.tell(root.putArray("tlogs").addObject(), url, since);
  }
}
