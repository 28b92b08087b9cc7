package dev.jpm.sigstore;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jpm.audit.signature.AttestationVerifier.Verdict;
import dev.jpm.audit.signature.Identity;
import dev.jpm.model.error.JpmException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Bundles that were really published, and what becomes of them when a byte is changed. */
class SigstoreVerifierTest {
  private static final Path FOLDER = Path.of("../fixtures/attestations");
  private static final Path ROOT = Path.of("src/main/resources/dev/jpm/sigstore/trusted_root.json");
  private static final SigstoreVerifier VERIFIER = SigstoreVerifier.bundled();

  /** Of sigstore 0.4.0, signed before logs gave proofs. */
  private static final String OLD = "/attestations/0/bundle";

  @Test
  void anOldBundleIsBelievedByTheLogsPromise() throws IOException {
    assertThat(VERIFIER.verify(old(it -> it), null))
        .isEqualTo(
            new Verdict.Good(
                new Identity(
                    "https://github.com/sigstore/sigstore-js",
                    ".github/workflows/publish.yml",
                    "refs/tags/v0.4.0",
                    "https://token.actions.githubusercontent.com")));
  }

  @Test
  void aNewBundleIsBelievedByTheLogsProof() throws IOException {
    assertThat(VERIFIER.verify(json(text("bundle-v0.3.json")), null))
        .isEqualTo(
            new Verdict.Good(
                new Identity(
                    "https://github.com/loosebazooka/aa-test",
                    ".github/workflows/provenance.yaml",
                    "refs/heads/main",
                    "https://token.actions.githubusercontent.com github-hosted")));
  }

  @Test
  void whatWasChangedIsNotBelieved() throws IOException {
    JsonNode whole = old(it -> it);
    String payload = whole.path("dsseEnvelope").path("payload").asString();
    String other =
        Base64.getEncoder()
            .encodeToString(
                new String(Base64.getDecoder().decode(payload), UTF_8)
                    .replace("0.4.0", "0.4.1")
                    .getBytes(UTF_8));

    assertBad(old(it -> it.replace(payload, other)), "another payload");
    assertBad(old(it -> it.replace("1673458312", "1673458313")), "did not promise");
    assertBad(old(it -> it.replace("10960845", "10960846")), "did not promise");
    assertBad(old(it -> it.replace("wNI9atQGlz", "wNI9atQGlx")), "not one that is trusted");
    assertBad(old(it -> it.replace("MIIDnDCCAyKg", "MIIDnDCCAyKh")), "certificate");
    assertBad(old(it -> it.replace("version=0.1", "version=0.2")), "nothing proves");
    assertBad(old(it -> it.replace("tlogEntries", "noEntries")), "no log has it");
    assertBad(old(it -> it.replace("x509Certificate", "no509Certificate")), "nobody");
    assertBad(json("{}"), "no bundle");
    String proven = text("bundle-v0.3.json");
    assertBad(json(proven.replace("wB0Bax3k2E", "wB0Bax3k2F")), "the log does not have it");
    assertBad(json(proven.replace("28418423", "28418424")), "the log does not have it");
    assertBad(json(proven.replace("MEUCIQDVGpVLsv", "MEUCIQDVGpVLsw")), "another signature");
  }

  @Test
  void otherTrustRootsTrustOthers() throws IOException {
    String own = Files.readString(ROOT).replace("\"start\": \"2021-01", "\"start\": \"2029-01");

    assertThat(
            SigstoreVerifier.trusting(own.getBytes(UTF_8), "own.json").verify(old(it -> it), null))
        .isInstanceOf(Verdict.Bad.class);
    assertThatThrownBy(() -> SigstoreVerifier.trusting("{".getBytes(UTF_8), "own.json"))
        .isInstanceOf(JpmException.class)
        .hasMessageContaining("own.json is no trust root");
  }

  private static void assertBad(JsonNode bundle, String why) {
    assertThat(VERIFIER.verify(bundle, null))
        .isInstanceOfSatisfying(Verdict.Bad.class, bad -> assertThat(bad.why()).contains(why));
  }

  private static JsonNode old(UnaryOperator<String> change) throws IOException {
    return json(change.apply(text("sigstore-0.4.0.json"))).at(OLD);
  }

  private static JsonNode json(String text) {
    return JsonMapper.shared().readTree(text);
  }

  private static String text(String name) throws IOException {
    return Files.readString(FOLDER.resolve(name));
  }
}
