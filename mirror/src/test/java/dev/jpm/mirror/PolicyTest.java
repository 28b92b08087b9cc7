package dev.jpm.mirror;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jpm.audit.Severity;
import dev.jpm.mirror.config.MirrorConfig;
import dev.jpm.mirror.config.MirrorConfig.Listen;
import dev.jpm.mirror.config.PolicyConfig;
import dev.jpm.mirror.config.UpstreamConfig;
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
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** What a policy lets pass: the same in packument, manifest, tag and tarball. */
class PolicyTest {
  private static final String SHORT = "application/vnd.npm.install-v1+json";
  private static final String OLD = "2020-01-01T00:00:00.000Z";
  private static final MockRegistry UPSTREAM = MockRegistry.start();
  private static final MockRegistry TIMELESS =
      MockRegistry.start(MockRegistry.Options.origin().withoutTimes());

  @TempDir private static Path temp;
  private static Path policy;
  private static Path records;
  private static Served mirror;

  @BeforeAll
  static void start() throws IOException {
    policy = temp.resolve("jpm-policy.json");
    records = Files.createDirectories(temp.resolve("osv"));
    Files.writeString(
        policy,
        """
        {
          "licenses": {"deny": ["GPL-3.0-only"]},
          "minimumAge": {"age": "3d", "except": ["trusted"]},
          "scripts": {"allow": ["esbuild"]},
          "names": {"deny": ["denied", "evil-*"]},
          "ignore": [
            {"rule": "license", "package": "waived", "reason": "asked", "expires": "2026-01-10"},
            {"advisory": "GHSA-waived", "package": "flawed", "reason": "not used"}
          ]
        }
        """);
    advise("MAL-2025-1", "stolen", "1.0.1", "1.0.2", "");
    advise("GHSA-flaw", "flawed", "0", "1.2.0", "CRITICAL");
    advise("GHSA-waived", "flawed", "1.2.0", "1.3.0", "CRITICAL");
    advise("GHSA-minor", "flawed", "1.3.0", "9.0.0", "MODERATE");
    advise("GHSA-fixed", "fixed", "0", "1.0.1", "HIGH");
    UpstreamConfig timeless =
        new UpstreamConfig(
            "timeless",
            URI.create(TIMELESS.url()),
            List.of("timeless"),
            null,
            UpstreamConfig.Lifetimes.USUAL,
            UpstreamConfig.USUAL_TIMEOUT);
    PolicyConfig terms = new PolicyConfig(policy, records, Severity.HIGH, Severity.CRITICAL, false);
    mirror =
        Served.of(
            MirrorConfig.of(
                    new Listen("127.0.0.1", 0), temp.resolve("storage"), URI.create(UPSTREAM.url()))
                .with(List.of(timeless, UpstreamConfig.of("up", URI.create(UPSTREAM.url()))))
                .with(terms));
  }

  @AfterAll
  static void stop() {
    mirror.close();
    UPSTREAM.close();
    TIMELESS.close();
  }

  private static void advise(
      String id, String name, String introduced, String fixed, String severity) throws IOException {
    Files.writeString(
        records.resolve(id + ".json"),
        """
        {"id":"%s","summary":"bad","database_specific":{"severity":"%s"},"affected":[{"package":\
        {"ecosystem":"npm","name":"%s"},"ranges":[{"type":"SEMVER","events":[{"introduced":"%s"},\
        {"fixed":"%s"}]}]}]}
        """
            .formatted(id, severity, name, introduced, fixed));
  }

  private static void publish(String name, String version, String time) {
    UPSTREAM.publish(name, version, release -> release.publishedAt(Instant.parse(time)));
  }

  @Test
  void aYoungVersionIsRefusedInEveryWayUntilItIsOldEnough() {
    publish("young", "1.0.0", OLD);
    publish("young", "1.1.0", mirror.now().minus(Duration.ofDays(1)).toString());
    UPSTREAM.tag("young", "next", "1.1.0");

    assertRefused("young", "1.1.0", "young@1.1.0 was published at ");
    assertThat(mirror.document("young/latest").path("version").asString()).isEqualTo("1.0.0");
    assertThat(mirror.document("-/package/young/dist-tags").toString())
        .isEqualTo("{\"latest\":\"1.0.0\",\"next\":\"1.0.0\"}");
    String etag = Served.header(mirror.get("young"), "etag");

    mirror.pass(Duration.ofDays(3));

    assertAllowed("young", "1.1.0");
    assertThat(mirror.document("young/latest").path("version").asString()).isEqualTo("1.1.0");
    assertThat(mirror.get("young", "if-none-match", etag).statusCode()).isEqualTo(200);
  }

  @Test
  void aVersionWithoutATimeIsRefused() {
    TIMELESS.publish("timeless", "1.0.0");

    assertForbidden("timeless", "timeless@1.0.0 has no time of publication");
    assertForbidden("timeless/-/timeless-1.0.0.tgz", "no time of publication");
  }

  @Test
  void whoeverIsTrustedMayBeYoung() {
    publish("trusted", "1.0.0", mirror.now().toString());

    assertAllowed("trusted", "1.0.0");
  }

  @Test
  void theFirstVersionWithoutAKnownFlawMayBeYoungAndNoOther() {
    publish("fixed", "1.0.0", OLD);
    publish("fixed", "1.0.1", tomorrow());
    publish("fixed", "1.0.2", tomorrow());
    publish("stolen", "1.0.0", OLD);
    publish("stolen", "1.0.1", OLD);
    publish("stolen", "1.0.2", tomorrow());

    assertAllowed("fixed", "1.0.1");
    assertRefused("fixed", "1.0.2", "held back until");
    assertThat(mirror.document("fixed/latest").path("version").asString()).isEqualTo("1.0.1");
    assertRefused("stolen", "1.0.1", "stolen@1.0.1 is malware (MAL-2025-1)");
    assertRefused("stolen", "1.0.2", "held back until");
  }

  private static String tomorrow() {
    return mirror.now().plus(Duration.ofDays(1)).toString();
  }

  @Test
  void advisoriesCountFromASeverityOnAndMayBeWaived() {
    for (String version : new String[] {"1.1.0", "1.2.0", "1.3.0"}) {
      publish("flawed", version, OLD);
    }

    assertRefused("flawed", "1.1.0", "a vulnerability of severity critical: bad (GHSA-flaw)");
    assertAllowed("flawed", "1.2.0");
    assertAllowed("flawed", "1.3.0");
    String audit = "{\"flawed\": [\"1.1.0\"], \"@s/none\": [\"1.0.0\"]}";
    HttpResponse<byte[]> answer = mirror.send("POST", "-/npm/v1/security/advisories/bulk", audit);
    assertThat(Served.json(answer).path("flawed").size()).isOne();
    assertThat(Served.text(answer)).contains("GHSA-flaw", "\"vulnerable_versions\":\"<1.2.0\"");
  }

  @Test
  void licencesScriptsAndNamesCountAndAWaiverEnds() {
    UPSTREAM
        .publish("copied", "1.0.0", release -> release.publishedAt(Instant.parse(OLD)))
        .publish(
            "copied",
            "2.0.0",
            release -> release.publishedAt(Instant.parse(OLD)).field("license", "\"GPL-3.0-only\""))
        .publish(
            "runs",
            "1.0.0",
            release -> release.publishedAt(Instant.parse(OLD)).field("license", "\"MIT\""))
        .publish(
            "runs",
            "1.0.1",
            release -> release.publishedAt(Instant.parse(OLD)).script("postinstall", "x"))
        .publish(
            "esbuild",
            "1.0.0",
            release -> release.publishedAt(Instant.parse(OLD)).script("postinstall", "x"))
        .publish("denied", "1.0.0", release -> release.publishedAt(Instant.parse(OLD)))
        .publish("waived", "1.0.0", release -> release.publishedAt(Instant.parse(OLD)))
        .publish(
            "waived",
            "1.1.0",
            release ->
                release.publishedAt(Instant.parse(OLD)).field("license", "\"GPL-3.0-only\""));

    assertRefused("copied", "2.0.0", "copied@2.0.0 is under GPL-3.0-only");
    assertRefused("runs", "1.0.1", "runs scripts when it is installed");
    assertAllowed("esbuild", "1.0.0");
    assertAllowed("waived", "1.1.0");
    for (String path : new String[] {"denied", "denied/1.0.0", "denied/-/denied-1.0.0.tgz"}) {
      assertForbidden(path, "denied@1.0.0 is denied");
    }

    mirror.pass(Duration.between(mirror.now(), Instant.parse("2026-02-01T00:00:00Z")));
    assertRefused("waived", "1.1.0", "waived@1.1.0 is under GPL-3.0-only");
  }

  @Test
  void whatIsFlaggedOrWithdrawnLaterIsRefusedThoughItIsHere() throws Exception {
    publish("later", "1.0.0", OLD);
    publish("later", "1.0.1", OLD);
    publish("later", "1.0.2", OLD);
    assertAllowed("later", "1.0.1");
    assertAllowed("later", "1.0.2");

    advise("MAL-2026-1", "later", "1.0.2", "1.0.3", "");
    Files.setLastModifiedTime(records, FileTime.from(Instant.now().plusSeconds(10)));
    mirror.pass(Duration.ofMinutes(1));
    assertRefused("later", "1.0.2", "later@1.0.2 is malware (MAL-2026-1)");

    UPSTREAM.unpublish("later", "1.0.1");
    mirror.pass(Duration.ofHours(1));
    assertForbidden("later/-/later-1.0.1.tgz", "has been withdrawn by its registry");
    assertAllowed("later", "1.0.0");
  }

  private static void assertRefused(String name, String version, String reason) {
    for (ObjectNode document :
        new ObjectNode[] {mirror.document(name), mirror.document(name, "accept", SHORT)}) {
      assertThat(document.path("versions").has(version)).isFalse();
      assertThat(document.path("time").has(version)).isFalse();
      assertThat(document.path("dist-tags").toString()).doesNotContain('"' + version + '"');
      JsonNode restrictions = document.path("policyRestrictions");
      assertThat(restrictions.path("message").asString()).contains(reason);
      assertThat(restrictions.path("versions").path(version).path("reason").asString())
          .contains(reason);
    }
    assertForbidden(name + "/" + version, reason);
    assertForbidden(name + "/-/" + name + "-" + version + ".tgz", reason);
  }

  private static void assertForbidden(String path, String reason) {
    HttpResponse<byte[]> answer = mirror.get(path);
    assertThat(answer.statusCode()).isEqualTo(403);
    assertThat(Served.json(answer).path("error").asString()).contains(reason);
  }

  private static void assertAllowed(String name, String version) {
    assertThat(mirror.document(name, "accept", SHORT).path("versions").has(version)).isTrue();
    assertThat(mirror.document(name + "/" + version).path("version").asString()).isEqualTo(version);
    assertThat(mirror.get(name + "/-/" + name + "-" + version + ".tgz").body())
        .isEqualTo(UPSTREAM.tarball(name, version));
  }
}
