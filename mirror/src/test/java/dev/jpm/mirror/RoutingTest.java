package dev.jpm.mirror;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jpm.config.Secret;
import dev.jpm.mirror.config.MirrorConfig.Limits;
import dev.jpm.mirror.config.StorageConfig;
import dev.jpm.mirror.config.UpstreamConfig;
import dev.jpm.mirror.config.UpstreamConfig.Lifetimes;
import dev.jpm.registrymock.Fault;
import dev.jpm.registrymock.MockRegistry;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which of several upstreams is asked, and what it is told. */
class RoutingTest {
  private static final String BULK = "-/npm/v1/security/advisories/bulk";

  private final MockRegistry partner = MockRegistry.start();
  private final MockRegistry open = MockRegistry.start();

  @TempDir private Path storage;
  private Served mirror;

  @BeforeEach
  void start() {
    mirror =
        Served.of(
            Served.config(open, StorageConfig.in(storage), "", List.of("@own/*"), Limits.USUAL)
                .with(List.of(only(partner, "@partner/*"), only(open, "free*"))));
  }

  private static UpstreamConfig only(MockRegistry registry, String packages) {
    return new UpstreamConfig(
        packages,
        URI.create(registry.url()),
        List.of(packages),
        Secret.of("known to the mirror"),
        Lifetimes.USUAL,
        UpstreamConfig.USUAL_TIMEOUT);
  }

  @AfterEach
  void stop() {
    mirror.close();
    partner.close();
    open.close();
  }

  @Test
  void anUpstreamIsAskedForItsOwnNamesOnly() {
    partner.publish("@partner/a", "1.0.0").publish("free", "6.6.6");
    open.publish("free", "1.0.0").publish("@partner/a", "6.6.6").publish("other", "6.6.6");

    assertThat(mirror.document("@partner/a/latest").path("version").asString()).isEqualTo("1.0.0");
    assertThat(mirror.document("free/latest").path("version").asString()).isEqualTo("1.0.0");
    assertThat(mirror.get("other").statusCode()).isEqualTo(404);
    assertThat(partner.requests().count()).isOne();
    assertThat(open.requests().count()).isOne();
  }

  @Test
  void anAuditIsSplitByUpstreamAndOwnNamesStay() {
    partner.advise("@partner/a", advice -> advice.title("theirs"));
    open.advise("free", advice -> advice.title("everybody's"));

    HttpResponse<byte[]> told = audit("@partner/a", "free", "@own/p");

    assertThat(titles(told, "@partner/a")).isEqualTo("theirs");
    assertThat(titles(told, "free")).isEqualTo("everybody's");
    assertThat(body(partner)).isEqualTo("{\"@partner/a\":[\"1.0.0\"]}");
    assertThat(body(open)).isEqualTo("{\"free\":[\"1.0.0\"]}");
    assertThat(Served.text(audit("@own/p"))).isEqualTo("{}");
  }

  @Test
  void whatAnUpstreamSaysAboutPackagesOfAnotherDoesNotCount() {
    String clean = "{\"free\": [], \"@partner/a\": []}";
    partner.fail("/" + BULK, new Fault.Answer(200, Map.of(), clean));
    open.advise("free", advice -> advice.title("everybody's"));

    assertThat(titles(audit("free", "@partner/a"), "free")).isEqualTo("everybody's");
  }

  @Test
  void anAuditOfWhatNobodyServesIsNoCleanOne() {
    HttpResponse<byte[]> answer = audit("free", "nobodys");

    assertThat(answer.statusCode()).isEqualTo(404);
    assertThat(Served.text(answer)).contains("knows advisories about nobodys");
  }

  @Test
  void theLastUpstreamAnswersWhatIsAboutNoPackage() {
    partner.signingKey("partner's", null);
    open.signingKey("everybody's", null);

    assertThat(mirror.document("-/npm/v1/keys").toString())
        .contains("everybody's")
        .doesNotContain("partner's");
  }

  @Test
  void namesOfOwnPackagesDoNotLeaveInASearch() {
    mirror.get("-/v1/search?text=@own/secret");
    assertThat(open.requests().count()).isZero();

    mirror.get("-/v1/search?text=plain%20@own/secret");
    assertThat(open.requests().all().getFirst().query()).startsWith("text=plain&");
    assertThat(partner.requests().count()).isZero();
  }

  private HttpResponse<byte[]> audit(String... names) {
    List<String> asked = List.of(names).stream().map("\"%s\": [\"1.0.0\"]"::formatted).toList();
    return mirror.send("POST", BULK, "{" + String.join(",", asked) + "}");
  }

  private static String titles(HttpResponse<byte[]> told, String name) {
    return Served.json(told).path(name).path(0).path("title").asString();
  }

  private static String body(MockRegistry registry) {
    return registry.requests().matching("/" + BULK).getLast().body();
  }
}
