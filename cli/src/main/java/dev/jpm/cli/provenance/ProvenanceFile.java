package dev.jpm.cli.provenance;

import dev.jpm.audit.signature.AttestationVerifier;
import dev.jpm.audit.signature.AttestationVerifier.Verdict;
import dev.jpm.config.Credentials;
import dev.jpm.fs.FileErrors;
import dev.jpm.model.error.ErrorCode;
import dev.jpm.model.error.JpmException;
import dev.jpm.model.json.JsonText;
import dev.jpm.pack.provenance.Subject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Supplier;
import tools.jackson.databind.JsonNode;

/**
 * A bundle that somebody else made of a package that is published now.
 *
 * @param verifier is asked for once there is something to verify
 */
record ProvenanceFile(Path file, Supplier<AttestationVerifier> verifier) {
  /** The bundle, which must be about {@code subject} alone, and proven. */
  JsonNode about(Subject subject) {
    JsonNode bundle = read();
    JsonNode subjects = payload(bundle).path("subject");
    if (subjects.isEmpty()) {
      throw refused("No subject found in sigstore bundle payload");
    }
    if (subjects.size() > 1) {
      throw refused("Found more than one subject in the sigstore bundle payload");
    }
    String name = subjects.path(0).path("name").asString("undefined");
    if (!name.equals(subject.name())) {
      throw refused(
          "Provenance subject " + name + " does not match the package: " + subject.name());
    }
    String digest = subjects.path(0).path("digest").path("sha512").asString("");
    if (!digest.equals(subject.sha512())) {
      throw refused("Provenance subject digest does not match the package");
    }
    if (verifier.get().verify(bundle, null) instanceof Verdict.Bad(String why)) {
      throw JpmException.of(
          ErrorCode.EATTESTATIONVERIFY, "The provenance bundle proves nothing: " + why);
    }
    return bundle;
  }

  private JsonNode read() {
    try {
      String text = new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
      return JsonText.parse(text, file.toString());
    } catch (IOException e) {
      throw invalid(FileErrors.of(e, "read", file));
    } catch (JpmException e) {
      throw invalid(e);
    }
  }

  private static JpmException invalid(JpmException why) {
    return JpmException.of(why.code(), "Invalid provenance provided: " + why.sentence());
  }

  private static JsonNode payload(JsonNode bundle) {
    String payload = bundle.path("dsseEnvelope").path("payload").asString("");
    if (payload.isEmpty()) {
      throw refused("No dsseEnvelope with payload found in sigstore bundle");
    }
    try {
      String json = new String(Credentials.decoded(payload), StandardCharsets.UTF_8);
      return JsonText.parse(json, "payload");
    } catch (JpmException e) {
      throw JpmException.of(e.code(), "Failed to parse payload from dsseEnvelope: " + e.sentence());
    }
  }

  private static JpmException refused(String why) {
    return JpmException.of(ErrorCode.EATTESTATIONSUBJECT, why);
  }
}
