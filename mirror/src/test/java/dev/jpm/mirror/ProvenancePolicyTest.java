package dev.jpm.mirror;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.jpm.audit.Severity;
import dev.jpm.audit.signature.AttestationVerifier;
import dev.jpm.audit.signature.AttestationVerifier.Verdict;
import dev.jpm.audit.signature.Identity;
import dev.jpm.mirror.config.MirrorConfig;
import dev.jpm.mirror.config.MirrorConfig.Listen;
import dev.jpm.mirror.config.PolicyConfig;
import dev.jpm.mirror.publish.Provenance;
import dev.jpm.registrymock.Fault;
import dev.jpm.registrymock.MockRegistry;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jsoup.Jsoup;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.node.ObjectNode;

/** What a policy wants of provenance holds for packument, tags, manifest and tarball. */
class ProvenancePolicyTest {
  private static final MockRegistry UPSTREAM = MockRegistry.start();
  private static final String ACME = "by https://code.example/acme/p";

  @TempDir private static Path temp;
  private static Path policy;
  private static Served mirror;

  @BeforeAll
  static void start() throws IOException {
    policy = temp.resolve("jpm-policy.json");
    Files.writeString(
        policy,
        """
        {
          "provenance": {
            "require": ["wanted"],
            "keep": ["kept"],
            "builtBy": [
              {"packages": ["ours*"], "repositories": ["code.example/acme/*"]}
            ]
          },
          "ignore": [{"rule": "built-by", "package": "ours-waived", "reason": "it was us"}]
        }
        """);
    mirror =
        Served.of(
            MirrorConfig.of(
                    new Listen("127.0.0.1", 0), temp.resolve("storage"), URI.create(UPSTREAM.url()))
                .with(new PolicyConfig(policy, null, Severity.HIGH, Severity.CRITICAL, false)),
            new Provenance(() -> verifier()));
  }

  @AfterAll
  static void stop() {
    mirror.close();
    UPSTREAM.close();
  }

  /** Believes what is said in the place of a proof. */
  private static AttestationVerifier verifier() {
    return (bundle, key) -> {
      String proof = bundle.path("proof").asString("");
      return proof.startsWith("by ")
          ? new Verdict.Good(new Identity(proof.substring(3), "ci.yml", "main", "runs.example"))
          : new Verdict.Bad("no log has it");
    };
  }

  private static void publish(String name, String version, String time) {
    UPSTREAM.publish(name, version, release -> release.publishedAt(Instant.parse(time)));
  }

  /** Publishes a version with provenance that says {@code proof}. */
  private static void publish(String name, String version, String time, String proof) {
    byte[] tarball = (name + version).getBytes(UTF_8);
    String purl = "pkg:npm/" + name + "@" + version;
    String attested = Submissions.attested(purl, proof, Submissions.sha512(tarball));
    UPSTREAM.publish(
        name,
        version,
        release -> release.tarball(tarball).attested(attested).publishedAt(Instant.parse(time)));
  }

  private static String day(int day) {
    return "2025-01-%02dT00:00:00Z".formatted(day);
  }

  @Test
  void whatHasNoneIsRefusedWhereItIsWantedOrWasThereBefore() {
    publish("wanted", "1.0.0", day(1), ACME);
    publish("wanted", "1.1.0", day(2));
    publish("kept", "1.0.0", day(1));
    publish("kept", "1.1.0", day(2), ACME);
    publish("kept", "1.0.1", day(3));
    publish("kept", "1.2.0-rc.1", day(4));
    publish("free", "1.0.0", day(1), ACME);
    publish("free", "1.1.0", day(2));

    assertRefused("wanted", "1.1.0", "wanted@1.1.0 has no provenance, and the policy wants it");
    assertThat(tags("wanted")).isEqualTo("{\"latest\":\"1.0.0\"}");
    assertAllowed("kept", "1.0.0");
    assertAllowed("kept", "1.1.0");
    assertRefused("kept", "1.0.1", "kept@1.0.1 has no provenance, and a version before it had");
    assertRefused("kept", "1.2.0-rc.1", "a version before it had");
    assertAllowed("free", "1.1.0");
    assertThat(asked("free", "1.0.0")).as("nothing must be proven").isZero();
  }

  @Test
  void whoBuiltItIsProvenWhenItIsWanted() {
    publish("ours", "0.8.0", day(1), ACME);
    publish("ours", "0.9.0", day(1), "nobody");
    publish("ours", "1.0.0", day(1), ACME);
    publish("ours", "1.1.0", day(2), "by https://code.example/evil/p");
    publish("ours", "1.2.0", day(3), "nobody");
    publish("ours", "1.3.0", day(4), ACME);
    publish("ours", "1.4.0", day(5), "by https://code.example/evil/p");

    assertRefused("ours", "1.4.0", "was built from https://code.example/evil/p by ci.yml at main");
    assertThat(tags("ours")).isEqualTo("{\"latest\":\"1.3.0\"}");
    assertRefused("ours", "0.9.0", "no log has it");
    assertThat(asked("ours", "0.8.0")).as("the newest of its line").isEqualTo(1);
    for (String later : List.of("1.0.0", "1.1.0", "1.2.0")) {
      assertThat(asked("ours", later)).as("nobody chooses it").isZero();
      assertThat(mirror.document("ours").path("versions").has(later)).isTrue();
    }
    assertForbidden("ours/-/ours-1.1.0.tgz", "which the policy does not name");
    assertRefused("ours", "1.1.0", "which the policy does not name");
    assertForbidden("ours/1.2.0", "nothing proves who built ours@1.2.0: no log has it");
    assertRefused("ours", "1.2.0", "no log has it");
    assertAllowed("ours", "1.0.0");
    assertAllowed("ours", "1.3.0");
    assertThat(Jsoup.parse(Served.text(mirror.get("-/web/package/ours"))).text())
        .contains("nothing proves who built ours@1.2.0");
    assertThat(asked("ours", "1.0.0")).isEqualTo(1);
    assertThat(asked("ours", "1.3.0")).isEqualTo(1);
  }

  @Test
  void anAttestationAboutSomethingElseProvesNothing() {
    publish("ours-first", "1.0.0", day(1), ACME);
    String others = Submissions.attested("pkg:npm/ours-other@1.0.0", ACME, "00");
    UPSTREAM.publish("ours-other", "1.0.0", release -> release.attested(others));

    assertThat(mirror.get("ours-other").statusCode()).isEqualTo(403);
    assertForbidden("ours-other/-/ours-other-1.0.0.tgz", "package integrity (hex digest)");
    assertAllowed("ours-first", "1.0.0");
  }

  @Test
  void whatCannotBeFetchedIsRefusedUntilItCan() {
    publish("ours-late", "1.0.0", day(1), ACME);
    publish("ours-late", "1.1.0", day(2), ACME);
    UPSTREAM.fail("/-/npm/v1/attestations/ours-late@1.1.0", Fault.status(500));
    assertRefused("ours-late", "1.1.0", "its provenance cannot be had: upstream answered 500");
    assertAllowed("ours-late", "1.0.0");

    UPSTREAM.heal();
    assertForbidden("ours-late/1.1.0", "cannot be had");
    mirror.pass(Duration.ofMinutes(2));
    assertAllowed("ours-late", "1.1.0");
    assertThat(tags("ours-late")).isEqualTo("{\"latest\":\"1.1.0\"}");

    mirror.restart();
    UPSTREAM.fail("*", Fault.status(500));
    assertAllowed("ours-late", "1.1.0");
    assertThat(mirror.document("-/npm/v1/attestations/ours-late@1.1.0").toString())
        .as("kept")
        .contains(ACME);
    UPSTREAM.heal();
    mirror.pass(Duration.ofMinutes(1));
  }

  @Test
  void aWaiverLetsItPassAndAsksNobody() throws IOException {
    publish("ours-waived", "1.0.0", day(1), "nobody");
    assertAllowed("ours-waived", "1.0.0");
    assertThat(asked("ours-waived", "1.0.0")).isZero();

    String text = Files.readString(policy);
    Files.writeString(policy, text.replace("ours-waived", "ours-fine"));
    Files.setLastModifiedTime(policy, FileTime.from(Instant.now().plusSeconds(10)));
    mirror.pass(Duration.ofMinutes(1));
    assertThat(mirror.get("ours-waived").statusCode()).isEqualTo(403);
    assertForbidden("ours-waived/-/ours-waived-1.0.0.tgz", "nothing proves who built");
  }

  /** How often the upstream was asked what is attested of a version. */
  private static int asked(String name, String version) {
    return UPSTREAM.requests().count("/-/npm/v1/attestations/" + name + "@" + version);
  }

  private static String tags(String name) {
    return mirror.document("-/package/" + name + "/dist-tags").toString();
  }

  private static void assertRefused(String name, String version, String reason) {
    ObjectNode document = mirror.document(name);
    assertThat(document.path("versions").has(version)).isFalse();
    assertThat(document.path("dist-tags").toString()).doesNotContain('"' + version + '"');
    assertThat(
            document
                .path("policyRestrictions")
                .path("versions")
                .path(version)
                .path("reason")
                .asString())
        .contains(reason);
    assertForbidden(name + "/" + version, reason);
    assertForbidden(name + "/-/" + name + "-" + version + ".tgz", reason);
  }

  private static void assertForbidden(String path, String reason) {
    HttpResponse<byte[]> answer = mirror.get(path);
    assertThat(answer.statusCode()).isEqualTo(403);
    assertThat(Served.json(answer).path("error").asString()).contains(reason);
  }

  private static void assertAllowed(String name, String version) {
    assertThat(mirror.document(name + "/" + version).path("version").asString()).isEqualTo(version);
    assertThat(mirror.get(name + "/-/" + name + "-" + version + ".tgz").body())
        .isEqualTo(UPSTREAM.tarball(name, version));
    assertThat(mirror.document(name).path("versions").has(version)).isTrue();
  }
}
