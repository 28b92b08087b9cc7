package dev.jpm.mirror;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.jpm.audit.signature.AttestationVerifier;
import dev.jpm.audit.signature.AttestationVerifier.Verdict;
import dev.jpm.audit.signature.SigningKey;
import dev.jpm.mirror.config.MirrorConfig.Limits;
import dev.jpm.mirror.config.StorageConfig;
import dev.jpm.mirror.publish.Provenance;
import dev.jpm.registrymock.Fault;
import dev.jpm.registrymock.MockRegistry;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.Signature;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import org.jsoup.Jsoup;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** What is published here is signed as clients verify it. */
class SignaturesTest {
  private static final byte[] TARBALL = "not much of a tarball".getBytes(UTF_8);
  private static final String KEYS = "-/npm/v1/keys";

  @TempDir private Path folder;

  @ParameterizedTest
  @MethodSource("dev.jpm.mirror.StorageKind#all")
  void byAKeyThatMayChange(StorageKind kind) throws GeneralSecurityException {
    StorageConfig storage = kind.make(folder);
    try (MockRegistry upstream = MockRegistry.start();
        Served mirror =
            Served.of(Served.config(upstream, storage, "", List.of("@own/*"), Limits.USUAL))) {
      String[] me = People.enter(mirror, "me");
      assertThat(mirror.get(KEYS).statusCode()).as("nothing is signed").isEqualTo(404);
      publish(mirror, "1.0.0", me);
      assertSigned(mirror, "1.0.0");
      String first = key(mirror, "1.0.0");

      mirror.pass(Duration.ofDays(1));
      rotate(mirror, storage, false);
      mirror.pass(Duration.ofDays(1));
      publish(mirror, "1.1.0", me);
      assertSigned(mirror, "1.0.0");
      assertSigned(mirror, "1.1.0");
      assertThat(key(mirror, "1.0.0")).isEqualTo(first).isNotEqualTo(key(mirror, "1.1.0"));
      assertThat(mirror.document(KEYS).path("keys").path(1).path("expires").asString())
          .isEqualTo("2026-01-03T03:04:05.000Z");
      assertThat(mirror.document(KEYS).path("keys").path(0).path("expires").isNull()).isTrue();

      upstream.signingKey("SHA256:theirs", null);
      assertThat(ids(mirror)).hasSize(3).endsWith("SHA256:theirs");
      upstream.fail("*", Fault.status(500));
      assertThat(ids(mirror)).as("the upstream cannot be asked").hasSize(3);
      String before = mirror.document("@own%2fp").path("_rev").asString();
      rotate(mirror, storage, true);
      assertSigned(mirror, "1.0.0");
      assertThat(ids(mirror)).hasSize(2).contains(key(mirror, "1.0.0")).doesNotContain(first);
      assertThat(mirror.document("@own%2fp").path("_rev").asString()).isNotEqualTo(before);
    }
  }

  @ParameterizedTest
  @MethodSource("dev.jpm.mirror.StorageKind#all")
  void whereItWasBuiltIsToldToo(StorageKind kind) {
    AttestationVerifier verifier =
        (bundle, key) ->
            bundle.path("proof").asString("").equals("good")
                ? new Verdict.Good(null)
                : new Verdict.Bad("no log has it");
    try (MockRegistry upstream = MockRegistry.start();
        Served mirror =
            Served.of(
                Served.config(upstream, kind.make(folder), "", List.of("@own/*"), Limits.USUAL),
                new Provenance(() -> verifier))) {
      String[] me = People.enter(mirror, "me");
      String sha512 = Submissions.sha512(TARBALL);
      String right = "pkg:npm/%40own/p@1.0.0";
      assertThat(prove(mirror, "bad", right, sha512, me)).contains("no log has it");
      assertThat(prove(mirror, "good", "pkg:npm/p@1.0.0", sha512, me)).contains("something else");
      assertThat(prove(mirror, "good", right, "00", me)).contains("something else");
      assertThat(mirror.get("@own%2fp").statusCode()).isEqualTo(404);

      assertThat(prove(mirror, "good", right, sha512, me)).contains("\"success\":true");
      JsonNode dist = mirror.document("@own%2fp").path("versions").path("1.0.0").path("dist");
      assertThat(dist.path("attestations").path("provenance").path("predicateType").asString())
          .isEqualTo(Submissions.SLSA);
      String url = dist.path("attestations").path("url").asString();
      assertThat(url).startsWith(mirror.url());
      JsonNode told = mirror.document(url.substring(mirror.url().length()));
      JsonNode first = told.path("attestations").path(0);
      assertThat(first.path("predicateType").asString()).isEqualTo(Submissions.SLSA);
      assertThat(first.path("bundle").path("proof").asString()).isEqualTo("good");
      assertThat(
              Jsoup.parse(Served.text(mirror.get("-/web/package/@own/p"))).select("aside").text())
          .contains(
              "Verified when it was published here",
              "Source code.example/acme/p Commit c0ffee01",
              "Workflow .ci/release.yml Builder code.example/runner/hosted",
              "Build code.example/acme/p/runs/7 Transparency log entry 104312");
      String rev = mirror.document("@own%2fp").path("_rev").asString();
      mirror.send("DELETE", "@own%2fp/-rev/" + rev, "", me);
      assertThat(mirror.get("-/npm/v1/attestations/@own%2fp@1.0.0").statusCode()).isEqualTo(404);
    }
  }

  private static String prove(
      Served mirror, String proof, String purl, String sha512, String[] me) {
    ObjectNode document = Submissions.of("@own/p", "1.0.0", TARBALL);
    Submissions.prove(document, proof, purl, sha512);
    return Served.text(mirror.send("PUT", "@own%2fp", document.toString(), me));
  }

  private static void rotate(Served mirror, StorageConfig storage, boolean distrust) {
    mirror.close();
    try (MirrorStorage alone = MirrorStorage.open(storage)) {
      alone.rotateKey(distrust, mirror::now);
    }
    mirror.restart();
  }

  private static void publish(Served mirror, String version, String[] me) {
    String document = Submissions.of("@own/p", version, TARBALL).toString();
    assertThat(mirror.send("PUT", "@own%2fp", document, me).statusCode()).isEqualTo(201);
  }

  private static String key(Served mirror, String version) {
    return mirror
        .document("@own%2fp/" + version)
        .path("dist")
        .path("signatures")
        .path(0)
        .path("keyid")
        .asString();
  }

  private static List<String> ids(Served mirror) {
    return SigningKey.of(mirror.document(KEYS)).stream().map(SigningKey::id).toList();
  }

  private static void assertSigned(Served mirror, String version) throws GeneralSecurityException {
    JsonNode dist = mirror.document("@own%2fp").path("versions").path(version).path("dist");
    JsonNode signed = dist.path("signatures").path(0);
    SigningKey key =
        SigningKey.of(mirror.document(KEYS)).stream()
            .filter(it -> it.id().equals(signed.path("keyid").asString()))
            .findFirst()
            .orElseThrow();
    Signature signature = Signature.getInstance("SHA256withECDSA");
    signature.initVerify(key.key());
    signature.update(
        ("@own/p@" + version + ":" + dist.path("integrity").asString()).getBytes(UTF_8));
    assertThat(signature.verify(Base64.getDecoder().decode(signed.path("sig").asString())))
        .isTrue();
  }
}
