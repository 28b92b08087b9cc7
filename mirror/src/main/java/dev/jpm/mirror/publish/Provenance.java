package dev.jpm.mirror.publish;

import dev.jpm.audit.signature.AttestationVerifier;
import dev.jpm.audit.signature.AttestationVerifier.Verdict;
import dev.jpm.mirror.http.HttpProblem;
import dev.jpm.mirror.http.Json;
import dev.jpm.mirror.metadata.OwnPackages.Attestation;
import dev.jpm.mirror.publish.Submission.Statement;
import dev.jpm.model.PackageName;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.function.Supplier;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What a client states of where a version was built. Whoever installs it verifies that again; here
 * it is done so that nobody publishes what would fail then.
 *
 * @param verifier is asked for once there is something to verify
 */
public record Provenance(Supplier<AttestationVerifier> verifier) {
  private static final String TYPE = "https://slsa.dev/provenance/";

  /** For a mirror that can verify nothing: dropped in silence, a statement would be missed. */
  public static final Provenance NONE =
      new Provenance(() -> {
        throw HttpProblem.badRequest(
            "This registry keeps no provenance statements; publish without --provenance");
      });

  /** The attestation in {@code statement}, which must be about that version and those bytes. */
  Attestation checked(Statement statement, PackageName name, String version, String sha512) {
    if (!statement.file().equals(name + "-" + version + ".sigstore")) {
      throw HttpProblem.badRequest("No version has a statement called " + statement.file());
    }
    AttestationVerifier judge = verifier.get();
    JsonNode bundle = json(statement.text());
    JsonNode envelope = bundle.path("dsseEnvelope");
    JsonNode stated = json(decoded(envelope.path("payload").asString("")));
    String type = stated.path("predicateType").asString("");
    if (!(bundle instanceof ObjectNode whole) || !type.startsWith(TYPE)) {
      throw unproven("it states no provenance");
    }
    JsonNode subject = stated.path("subject");
    String purl = "pkg:npm/" + name.value().replace("@", "%40") + "@" + version;
    if (subject.size() != 1
        || !subject.path(0).path("name").asString("").equals(purl)
        || !subject.path(0).path("digest").path("sha512").asString("").equals(sha512)) {
      throw unproven("it is about something else than " + name + "@" + version);
    }
    if (!envelope.path("signatures").path(0).path("keyid").asString("").isEmpty()) {
      throw unproven("it is signed with a key that nobody knows");
    }
    if (judge.verify(bundle, null) instanceof Verdict.Bad(String why)) {
      throw unproven(why);
    }
    return new Attestation(type, whole);
  }

  private static HttpProblem unproven(String why) {
    return new HttpProblem(422, "The provenance statement proves nothing: " + why);
  }

  private static JsonNode json(String text) {
    try {
      return Json.parseAny(text);
    } catch (JacksonException e) {
      return MissingNode.getInstance();
    }
  }

  private static String decoded(String base64) {
    try {
      return new String(Base64.getDecoder().decode(base64), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      return "";
    }
  }
}
