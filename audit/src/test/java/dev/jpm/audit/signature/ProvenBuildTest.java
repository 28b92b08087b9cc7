package dev.jpm.audit.signature;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.jpm.audit.signature.AttestationVerifier.Verdict;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What is taken for a proof of who built a version, with a verifier that believes its eyes. */
class ProvenBuildTest {
  private static final String SLSA = "https://slsa.dev/provenance/v1";
  private static final String INTEGRITY =
      "sha512-" + Base64.getEncoder().encodeToString("0123456789abcdef".repeat(4).getBytes(UTF_8));
  private static final String DIGEST = "30313233343536373839616263646566".repeat(4);

  @Test
  void oneWorkflowThatAllProvenanceNamesIsTheBuilder() {
    String mine = attested(SLSA, SLSA, "pkg:npm/a@1.0.0", DIGEST, "me");

    assertThat(prove(INTEGRITY, mine, other(), mine)).isEqualTo(new Proof.By(identity("me")));
  }

  @Test
  void whatIsNoSuchProofSaysWhy() {
    String mine = attested(SLSA, SLSA, "pkg:npm/a@1.0.0", DIGEST, "me");

    assertWhy("has no provenance", prove(INTEGRITY));
    assertWhy("has no provenance", prove(INTEGRITY, other()));
    assertWhy("names several builders", prove(INTEGRITY, mine, mine.replace("me", "you")));
    assertWhy("it is forged", prove(INTEGRITY, mine, mine.replace("me", "forged")));
    assertWhy("no workflow has signed", prove(INTEGRITY, mine.replace("me", "a person")));
    assertWhy(
        "states something else",
        prove(INTEGRITY, attested(SLSA, "other", "pkg:npm/a@1.0.0", DIGEST, "me")));
    assertWhy(
        "doesn't match what was signed: pkg:npm/b@1.0.0",
        prove(INTEGRITY, attested(SLSA, SLSA, "pkg:npm/b@1.0.0", DIGEST, "me")));
    assertWhy(
        "doesn't match what was signed: 00",
        prove(INTEGRITY, attested(SLSA, SLSA, "pkg:npm/a@1.0.0", "00", "me")));
    assertWhy("doesn't match", prove("", attested(SLSA, SLSA, "pkg:npm/a@1.0.0", "", "me")));
    assertWhy(
        "no corresponding public key",
        prove(INTEGRITY, mine.replace("\"sig\"", "\"keyid\":\"SHA256:x\",\"sig\"")));
  }

  private static void assertWhy(String why, Proof proof) {
    assertThat(proof)
        .isInstanceOfSatisfying(Proof.None.class, none -> assertThat(none.why()).contains(why));
  }

  private static Proof prove(String integrity, String... attestations) {
    JsonNode answer =
        JsonMapper.shared()
            .readTree("{\"attestations\":[" + String.join(",", List.of(attestations)) + "]}");
    return ProvenBuild.of("a", "1.0.0", integrity, answer, (bundle, key) -> verdict(bundle));
  }

  private static Verdict verdict(JsonNode bundle) {
    String who = bundle.path("who").asString("");
    return switch (who) {
      case "forged" -> new Verdict.Bad("it is forged");
      case "a person" -> new Verdict.Good(null);
      default -> new Verdict.Good(identity(who));
    };
  }

  private static Identity identity(String who) {
    return new Identity("https://code.example/" + who, "ci.yml", "refs/heads/main", "runs.example");
  }

  /** What a registry attests itself. */
  private static String other() {
    return attested("https://registry.example/publish", "x", "pkg:npm/other@1.0.0", "00", "forged");
  }

  private static String attested(
      String type, String stated, String purl, String digest, String who) {
    String statement =
        "{\"predicateType\":\"%s\",\"subject\":[{\"name\":\"%s\",\"digest\":{\"sha512\":\"%s\"}}]}"
            .formatted(stated, purl, digest);
    return """
    {"predicateType":"%s","bundle":{"who":"%s",
     "dsseEnvelope":{"payload":"%s","signatures":[{"sig":"s"}]}}}
    """
        .formatted(type, who, Base64.getEncoder().encodeToString(statement.getBytes(UTF_8)));
  }
}
