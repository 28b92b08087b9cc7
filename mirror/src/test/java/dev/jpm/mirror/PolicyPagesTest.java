package dev.jpm.mirror;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jpm.audit.Severity;
import dev.jpm.mirror.config.MirrorConfig;
import dev.jpm.mirror.config.MirrorConfig.Access;
import dev.jpm.mirror.config.MirrorConfig.Limits;
import dev.jpm.mirror.config.PolicyConfig;
import dev.jpm.mirror.config.StorageConfig;
import dev.jpm.registrymock.MockRegistry;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What pages tell of the policy, and waivers that are granted there. */
class PolicyPagesTest {
  private static final String POLICY = "-/web/admin/policy";
  private static final String GRANT = POLICY + "/grant";
  private static final Instant OLD = Instant.parse("2020-01-01T00:00:00Z");

  @TempDir private Path folder;

  private MirrorConfig config(MockRegistry upstream, StorageConfig storage) throws IOException {
    Path policy = folder.resolve("jpm-policy.json");
    Files.writeString(
        policy,
        """
        {
          "minimumAge": "30d",
          "names": {"deny": ["denied"]},
          "ignore": [
            {"rule": "age", "package": "urgent", "reason": "a fix", "owner": "ops", "expires": "2026-03-01"}
          ]
        }
        """);
    return People.added(
        Served.config(upstream, storage, "", List.of(), Limits.USUAL)
            .with(new Access(true, true, List.of("root")))
            .with(new PolicyConfig(policy, null, Severity.HIGH, Severity.CRITICAL, false)),
        "root");
  }

  @ParameterizedTest
  @MethodSource("dev.jpm.mirror.StorageKind#all")
  void anAdministratorLetsPassWhatIsHeldBack(StorageKind kind) throws IOException {
    try (MockRegistry upstream = MockRegistry.start();
        Served mirror = Served.of(config(upstream, kind.make(folder.resolve("storage"))))) {
      upstream.publish("young", "1.0.0", release -> release.publishedAt(OLD));
      upstream.publish("young", "1.1.0", release -> release.publishedAt(mirror.now()));
      Visitor root = Visitor.signIn(mirror, "root");
      assertThat(passes(mirror)).isFalse();
      assertThat(root.page(POLICY).text())
          .contains("young@1.1.0 was published at")
          .contains("age of urgent", "a fix", "ops", "2026-03-01");

      assertRefused(root, "*", "age", "why", "2026-02-01", "not for all");
      assertRefused(root, "young@?!", "age", "why", "2026-02-01", "neither a name");
      assertRefused(root, "young", "aeg", "why", "2026-02-01", "neither an advisory nor");
      assertRefused(root, "young", "age", " ", "2026-02-01", "has a reason");
      assertRefused(root, "young", "age", "why", "soon", "has a last day");
      assertRefused(root, "young", "age", "why", "2026-01-01", "is over");
      HttpResponse<byte[]> forged =
          root.sendWith("", GRANT, "package", "young", "matter", "age", "reason", "x");
      assertThat(forged.statusCode()).isEqualTo(403);
      assertThat(passes(mirror)).isFalse();

      assertThat(grant(root, "young@1.1.0", "age", "<b>looked</b> at", "2026-01-10").statusCode())
          .isEqualTo(303);
      assertThat(passes(mirror)).isTrue();
      mirror.restart();
      assertThat(passes(mirror)).as("it is kept").isTrue();
      assertThat(root.page(POLICY).select("tbody tr").eachText())
          .startsWith("age of young@1.1.0 <b>looked</b> at root, 2026-01-02 2026-01-10 Revoke");
      assertThat(root.page("-/web/package/young").select("#policy tbody tr").text())
          .startsWith("1.1.0 passes young@1.1.0 was published at")
          .endsWith("<b>looked</b> at (root), until 2026-01-10");

      String id = root.page(POLICY).select("input[name=id]").attr("value");
      assertThat(root.send(POLICY, POLICY + "/revoke", "id", id).statusCode()).isEqualTo(303);
      assertThat(passes(mirror)).as("taken back").isFalse();
      grant(root, "you*", "age", "again", "2026-01-03");
      assertThat(passes(mirror)).isTrue();
      mirror.pass(Duration.ofDays(3));
      assertThat(passes(mirror)).as("over").isFalse();
      assertThat(Visitor.signIn(mirror, "root").page(POLICY).text()).contains("2026-01-03, over");
    }
  }

  @Test
  void whatOneNodeLetsPassTheOthersDoToo() throws IOException {
    if (SharedServers.postgresql().isEmpty()) {
      System.out.println("NOT TESTED: no PostgreSQL here (scripts/get-postgresql brings it)");
      return;
    }
    StorageConfig storage = StorageKind.SHARED.make(folder.resolve("one"));
    try (MockRegistry upstream = MockRegistry.start()) {
      MirrorConfig config = config(upstream, storage);
      StorageConfig beside = storage.withFolder(folder.resolve("two"));
      try (Served one = Served.of(config);
          Served two = Served.of(config.at(config.listen(), beside))) {
        upstream.publish("young", "1.0.0", release -> release.publishedAt(OLD));
        upstream.publish("young", "1.1.0", release -> release.publishedAt(one.now()));
        assertThat(passes(two)).isFalse();
        grant(Visitor.signIn(one, "root"), "young", "age", "looked at", "2026-01-10");
        assertThat(passes(one)).isTrue();
        two.pass(Duration.ofSeconds(10));
        assertThat(passes(two)).isTrue();
      }
    }
  }

  private static boolean passes(Served mirror) {
    return mirror.document("young").path("versions").has("1.1.0");
  }

  private static HttpResponse<byte[]> grant(
      Visitor who, String packages, String matter, String reason, String last) {
    return who.send(
        POLICY, GRANT, "package", packages, "matter", matter, "reason", reason, "last", last);
  }

  private static void assertRefused(
      Visitor who, String packages, String matter, String reason, String last, String sentence) {
    HttpResponse<byte[]> answer = grant(who, packages, matter, reason, last);
    assertThat(answer.statusCode()).as(sentence).isEqualTo(400);
    assertThat(Served.text(answer)).contains(sentence, "value=\"" + packages + "\"");
  }

  @Test
  void everybodySeesWhatIsHeldBackAndOnlyAdministratorsTheWayOut() throws IOException {
    try (MockRegistry upstream = MockRegistry.start();
        Served mirror = Served.of(config(upstream, StorageConfig.in(folder.resolve("storage"))))) {
      People.enter(mirror, "me");
      upstream.publish("young", "1.0.0", release -> release.publishedAt(OLD));
      upstream.publish("young", "1.1.0", release -> release.publishedAt(mirror.now()));
      upstream.publish("denied", "1.0.0", release -> release.publishedAt(OLD));
      Visitor root = Visitor.signIn(mirror, "root");
      Visitor me = Visitor.signIn(mirror, "me");

      Document seen = me.page("-/web/package/young");
      assertThat(seen.select("#versions").text()).doesNotContain("1.1.0");
      assertThat(seen.select("#policy tbody tr").text())
          .contains("1.1.0 held back young@1.1.0 was published at 2026-01-02T03:04:05.000Z")
          .endsWith("none");
      String waive = root.page("-/web/package/young").select("#policy a").attr("href");
      Document form = root.page(waive.substring(mirror.url().length()));
      assertThat(form.select("#package").attr("value")).isEqualTo("young@1.1.0");
      assertThat(form.select("#matter").attr("value")).isEqualTo("age");
      HttpResponse<byte[]> version = me.get("-/web/package/young/v/1.1.0");
      assertThat(version.statusCode()).isEqualTo(403);
      assertThat(Served.text(version)).contains("is held back until 2026-02-01");

      HttpResponse<byte[]> denied = me.get("-/web/package/denied");
      assertThat(denied.statusCode()).isEqualTo(403);
      assertThat(Served.text(denied)).contains("lets no version", "denied@1.0.0 is denied");
      assertThat(me.get(POLICY).statusCode()).isEqualTo(403);
      String proof = me.page("-/web/account").select("input[name=csrf]").attr("value");
      HttpResponse<byte[]> tried =
          me.sendWith(
              proof,
              GRANT,
              "package",
              "young",
              "matter",
              "age",
              "reason",
              "x",
              "last",
              "2026-02-01");
      assertThat(tried.statusCode()).isEqualTo(403);
      assertThat(passes(mirror)).isFalse();
    }
  }
}
