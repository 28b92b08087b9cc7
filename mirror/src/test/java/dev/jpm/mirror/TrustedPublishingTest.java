package dev.jpm.mirror;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.jpm.mirror.config.MirrorConfig;
import dev.jpm.mirror.config.MirrorConfig.Limits;
import dev.jpm.mirror.config.OidcIssuer;
import dev.jpm.mirror.config.OidcIssuer.Kind;
import dev.jpm.mirror.config.TrustConfig;
import dev.jpm.registrymock.MockRegistry;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/** Builds publish without a password. */
class TrustedPublishingTest {
  private static final byte[] TARBALL = "not much of a tarball".getBytes(UTF_8);
  private static final String EXCHANGE = "-/npm/v1/oidc/token/exchange/package/@own%2f";
  private static final String TRUST = "-/package/@own%2fp/trust";

  /** As npm trust sends it. */
  private static final String RULE =
      """
      [{"type": "github", "permissions": ["createPackage"], "claims":
        {"repository": "acme/p", "workflow_ref": {"file": "release.yml"}, "environment": "prod"}}]
      """;

  private static final Map<String, Object> RUN =
      Map.of(
          "repository", "acme/p",
          "workflow_ref", "acme/p/.github/workflows/release.yml@refs/heads/main",
          "environment", "prod");

  @TempDir private Path folder;

  @ParameterizedTest
  @MethodSource("dev.jpm.mirror.StorageKind#all")
  void thoseThatAnOwnerTrusts(StorageKind kind) {
    try (MockRegistry upstream = MockRegistry.start();
        Issuer issuer = Issuer.start();
        Served mirror = Served.of(config(upstream, issuer, kind))) {
      String[] me = People.enter(mirror, "me");
      publish(mirror, "p", "1.0.0", me);
      publish(mirror, "q", "1.0.0", me);
      assertThat(exchange(mirror, "p", issuer.token(mirror, RUN)).statusCode()).isEqualTo(404);
      String[] you = People.enter(mirror, "you");
      assertThat(mirror.send("POST", TRUST, RULE, you).statusCode()).isEqualTo(403);
      assertThat(mirror.send("POST", TRUST, "[{\"type\": \"github\"}]", me).statusCode())
          .isEqualTo(400);
      JsonNode made = Served.json(mirror.send("POST", TRUST, RULE, me)).path(0);
      assertThat(Served.json(mirror.get(TRUST, me)).path(0)).isEqualTo(made);

      assertOthersAreRefused(mirror, issuer);
      HttpResponse<byte[]> given = exchange(mirror, "p", issuer.token(mirror, RUN));
      assertThat(given.statusCode()).as(Served.text(given)).isEqualTo(201);
      String[] build = People.bearer(Served.json(given).path("token").asString());
      assertThat(publish(mirror, "p", "1.1.0", build).statusCode()).isEqualTo(201);
      assertThat(mirror.document("@own%2fp/1.1.0").path("_npmUser").toString())
          .isEqualTo(
              """
              {"name":"me","trustedPublisher":{"id":"github","oidcConfigId":"oidc:%s"}}\
              """
                  .formatted(made.path("id").asString()));
      assertThat(publish(mirror, "q", "1.1.0", build).statusCode()).as("another").isEqualTo(403);
      assertThat(mirror.get("-/whoami", build).statusCode()).isEqualTo(401);
      assertThat(mirror.send("POST", TRUST, RULE, build).statusCode()).isEqualTo(401);
      mirror.pass(Duration.ofHours(2));
      assertThat(publish(mirror, "p", "1.2.0", build).statusCode()).as("over").isEqualTo(401);

      String[] next =
          People.bearer(
              Served.json(exchange(mirror, "p", issuer.token(mirror, RUN)))
                  .path("token")
                  .asString());
      belongsTo(mirror, "you", me);
      assertThat(publish(mirror, "p", "1.2.0", next).statusCode()).as("not me").isEqualTo(401);
      belongsTo(mirror, "me", you);
      assertThat(publish(mirror, "p", "1.2.0", next).statusCode()).isEqualTo(201);
      String path = TRUST + "/" + made.path("id").asString();
      assertThat(mirror.send("DELETE", path, "", me).statusCode()).isEqualTo(204);
      assertThat(publish(mirror, "p", "1.3.0", next).statusCode()).as("revoked").isEqualTo(401);
    }
  }

  private static void belongsTo(Served mirror, String person, String[] who) {
    String rev = mirror.document("@own%2fp?write=true").path("_rev").asString();
    String owners = "{\"maintainers\": [{\"name\": \"%s\"}]}".formatted(person);
    HttpResponse<byte[]> answer = mirror.send("PUT", "@own%2fp/-rev/" + rev, owners, who);
    assertThat(answer.statusCode()).as(Served.text(answer)).isEqualTo(200);
  }

  private static void assertOthersAreRefused(Served mirror, Issuer issuer) {
    long now = mirror.now().getEpochSecond();
    assertExchange(mirror, 401, "nothing");
    assertExchange(mirror, 401, issuer.token(mirror, RUN, Issuer.key()));
    for (Map<String, Object> wrong :
        List.<Map<String, Object>>of(
            Map.of("iss", "http://other.example"),
            Map.of("aud", "npm:other.example"),
            Map.of("exp", now - 120),
            Map.of("nbf", now + 120))) {
      assertExchange(mirror, 401, issuer.token(mirror, with(wrong)));
    }
    for (Map<String, Object> other :
        List.<Map<String, Object>>of(
            Map.of("repository", "acme/q"),
            Map.of("workflow_ref", "acme/p/.github/workflows/release.yml.yml@refs/heads/main"),
            Map.of("workflow_ref", "acme/q/.github/workflows/release.yml@refs/heads/main"),
            Map.of("environment", "test"))) {
      assertExchange(mirror, 404, issuer.token(mirror, with(other)));
    }
  }

  private static void assertExchange(Served mirror, int status, String token) {
    HttpResponse<byte[]> answer = exchange(mirror, "p", token);
    assertThat(answer.statusCode()).as(Served.text(answer)).isEqualTo(status);
  }

  private static Map<String, Object> with(Map<String, Object> other) {
    Map<String, Object> claims = new java.util.HashMap<>(RUN);
    claims.putAll(other);
    return claims;
  }

  private MirrorConfig config(MockRegistry upstream, Issuer issuer, StorageKind kind) {
    OidcIssuer trusted = new OidcIssuer(Kind.GITHUB, issuer.url(), "npm:npm.example");
    return Served.config(upstream, kind.make(folder), "", List.of("@own/*"), Limits.USUAL)
        .with(new TrustConfig(null, List.of(trusted), List.of()));
  }

  private static HttpResponse<byte[]> publish(
      Served mirror, String name, String version, String[] who) {
    String document = Submissions.of("@own/" + name, version, TARBALL).toString();
    return mirror.send("PUT", "@own%2f" + name, document, who);
  }

  private static HttpResponse<byte[]> exchange(Served mirror, String name, String token) {
    return mirror.send("POST", EXCHANGE + name, "", People.bearer(token));
  }
}
