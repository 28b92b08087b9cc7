package dev.jpm.sigstore;

import dev.jpm.model.error.ErrorCode;
import dev.jpm.model.error.JpmException;
import dev.jpm.model.json.JsonStyle;
import dev.jpm.model.json.JsonWriter;
import dev.sigstore.AlgorithmRegistry.SigningAlgorithm;
import dev.sigstore.encryption.certificates.Certificates;
import dev.sigstore.encryption.signers.Signer;
import dev.sigstore.encryption.signers.Signers;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.security.cert.Certificate;
import java.util.Base64;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Signs statements as npm's client does, with a key that nobody keeps: the authority certifies that
 * it was ours at that moment, the log that it was used then. Nobody but the authority is shown the
 * token that says who we are.
 */
public record StatementSigner(SigningServices services, ServiceCall call) {
  /** A step, as errors name it. */
  private record Step(ErrorCode code, String failure, IdToken token) {
    JpmException failed(String why) {
      return JpmException.of(code, failure + " - " + token.keptOutOf(why));
    }
  }

  /**
   * The bundle that proves who signed {@code statement} and when.
   *
   * @param type of the statement, a media type
   * @throws JpmException with npm's code of the step that failed
   */
  public ObjectNode sign(String type, byte[] statement, String idToken) {
    IdToken token = new IdToken(idToken);
    Signer signer = Signers.from(SigningAlgorithm.PKIX_ECDSA_P256_SHA_256);
    Step certifying =
        new Step(
            ErrorCode.CA_CREATE_SIGNING_CERTIFICATE_ERROR,
            "error creating signing certificate",
            token);
    byte[] proof = signed(signer, token.subject().getBytes(StandardCharsets.UTF_8));
    String pem = certificate(certifying, signer.getPublicKey(), proof);
    byte[] certificate = certified(certifying, pem, signer.getPublicKey());
    byte[] signature = signed(signer, Envelope.signed(type, statement));
    Envelope envelope = new Envelope(type, statement, signature);
    Step logging = new Step(ErrorCode.TLOG_CREATE_ENTRY_ERROR, "error creating tlog entry", token);
    JsonNode entry = entry(logging, envelope, pem);
    try {
      return new SignedBundle(envelope, certificate, entry).json();
    } catch (UnprovenException e) {
      throw logging.failed(e.why());
    }
  }

  private static byte[] signed(Signer signer, byte[] bytes) {
    try {
      return signer.sign(bytes);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java signs", e);
    }
  }

  private String certificate(Step step, PublicKey key, byte[] proof) {
    ObjectNode request = JsonNodeFactory.instance.objectNode();
    request.putObject("credentials").put("oidcIdentityToken", step.token().text());
    ObjectNode asked = request.putObject("publicKeyRequest");
    asked.putObject("publicKey").put("algorithm", "ECDSA").put("content", pem(key));
    asked.put("proofOfPossession", Base64.getEncoder().encodeToString(proof));
    JsonNode answer = post(step, services.certificates(), request);
    JsonNode given =
        answer.has("signedCertificateEmbeddedSct")
            ? answer.path("signedCertificateEmbeddedSct")
            : answer.path("signedCertificateDetachedSct");
    return given.path("chain").path("certificates").path(0).asString("");
  }

  private static byte[] certified(Step step, String pem, PublicKey key) {
    try {
      Certificate certificate = Certificates.fromPem(pem);
      if (certificate.getPublicKey().equals(key)) {
        return certificate.getEncoded();
      }
    } catch (GeneralSecurityException | RuntimeException e) {
      // It comes from outside, and the library does not expect just anything.
      throw step.failed("what came is no certificate");
    }
    throw step.failed("what came certifies another key");
  }

  private JsonNode entry(Step step, Envelope envelope, String pem) {
    ObjectNode request =
        JsonNodeFactory.instance.objectNode().put("apiVersion", "0.0.1").put("kind", "dsse");
    ObjectNode proposed = request.putObject("spec").putObject("proposedContent");
    proposed.put("envelope", JsonWriter.write(SignedBundle.json(envelope), JsonStyle.COMPACT));
    proposed
        .putArray("verifiers")
        .add(Base64.getEncoder().encodeToString(pem.getBytes(StandardCharsets.UTF_8)));
    JsonNode answer = post(step, services.entries(), request);
    if (answer.size() != 1) {
      throw step.failed("Received multiple entries in Rekor response");
    }
    return answer.iterator().next();
  }

  private JsonNode post(Step step, URI url, JsonNode body) {
    try {
      return call.post(url, body);
    } catch (JpmException e) {
      JpmException failure = step.failed(e.sentence());
      for (String hint : e.hints()) {
        failure = failure.withHint(step.token().keptOutOf(hint));
      }
      throw failure;
    }
  }

  private static String pem(PublicKey key) {
    return "-----BEGIN PUBLIC KEY-----\n"
        + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(key.getEncoded())
        + "\n-----END PUBLIC KEY-----\n";
  }
}
