package dev.jpm.mirror;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.jpm.mirror.config.MirrorConfig;
import dev.jpm.mirror.config.MirrorConfig.Access;
import dev.jpm.mirror.config.MirrorConfig.Limits;
import dev.jpm.mirror.config.StorageConfig;
import dev.jpm.registrymock.MockRegistry;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/** Tokens that may less than the person whose they are. */
class TokenLimitsTest {
  private static final String TOKENS = "-/npm/v1/tokens";
  private static final byte[] TARBALL = "not much of a tarball".getBytes(UTF_8);

  private final MockRegistry upstream = MockRegistry.start();

  @TempDir private Path folder;
  private Served mirror;
  private String[] me;

  @BeforeEach
  void start() {
    upstream.publish("theirs", "1.0.0");
    mirror = Served.of(config(StorageConfig.in(folder)));
    me = People.enter(mirror, "me");
  }

  private MirrorConfig config(StorageConfig storage) {
    return Served.config(upstream, storage, "", List.of("@acme/*", "@own/*"), Limits.USUAL);
  }

  /** Goes on with a mirror that is as {@code config} says. */
  private void serve(MirrorConfig config) {
    mirror.close();
    mirror = Served.of(config);
    me = People.enter(mirror, "me");
  }

  @AfterEach
  void stop() {
    mirror.close();
    upstream.close();
  }

  @ParameterizedTest
  @MethodSource("dev.jpm.mirror.StorageKind#all")
  void aTokenIsForSomePackages(StorageKind kind) {
    if (kind != StorageKind.EMBEDDED) {
      serve(config(kind.make(folder)));
    }
    publish("@acme/other", "restricted", me);
    JsonNode made =
        made(
            "\"packages\": [\"@acme/lib\"], \"scopes\": [\"own\"],"
                + " \"packages_and_scopes_permission\": \"read-write\"");
    String[] token = People.bearer(made.path("token").asString());

    assertThat(made.path("readonly").asBoolean(true)).isFalse();
    assertThat(publish("@acme/lib", "restricted", token).statusCode()).isEqualTo(201);
    assertThat(publish("@own/any", "public", token).statusCode()).isEqualTo(201);
    HttpResponse<byte[]> refused = publish("@acme/new", "public", token);
    assertThat(refused.statusCode()).isEqualTo(403);
    assertThat(Served.text(refused)).contains("This token does not allow to change @acme/new");
    assertThat(mirror.get("@acme/lib", token).statusCode()).isEqualTo(200);
    assertThat(mirror.get("@acme/other", me).statusCode()).isEqualTo(200);
    // Of others it is nobody's, and nobody reads this one.
    assertThat(mirror.get("@acme/other", token).statusCode()).isEqualTo(404);
    assertThat(mirror.get("theirs", token).statusCode()).isEqualTo(200);

    assertThat(send("PUT", "-/org/acme/team", "{\"name\": \"devs\"}", token)).isEqualTo(403);
    assertThat(send("POST", TOKENS, "{\"password\": \"correct horse\"}", token)).isEqualTo(403);
    String own = made.path("key").asString();
    JsonNode listed =
        mirror
            .document(TOKENS, me)
            .path("objects")
            .valueStream()
            .filter(each -> each.path("key").asString().equals(own))
            .findFirst()
            .orElseThrow();
    assertThat(listed.path("packages").toString()).isEqualTo("[\"@acme/lib\"]");
    assertThat(listed.path("scopes").toString()).isEqualTo("[\"@own\"]");
    String cookie = "jpm-session=" + made.path("token").asString();
    assertThat(mirror.get("-/web/account", "cookie", cookie).statusCode()).isEqualTo(303);
    assertThat(send("DELETE", TOKENS + "/token/" + own, "", token)).isEqualTo(204);
  }

  @Test
  void aTokenHandsInWhatOthersPublish() {
    String[] token =
        People.bearer(
            made("\"packages\": [\"@acme/lib\"],"
                    + " \"packages_and_scopes_permission\": \"read-write-stage-only\"")
                .path("token")
                .asString());
    publish("@acme/lib", "restricted", me);
    String next = Submissions.of("@acme/lib", "1.1.0", TARBALL).toString();

    assertThat(send("PUT", "@acme%2flib", next, token)).isEqualTo(403);
    assertThat(send("POST", "-/stage/package/@acme%2fnew", "{}", token)).isEqualTo(403);
    HttpResponse<byte[]> staged = mirror.send("POST", "-/stage/package/@acme%2flib", next, token);
    String waiting = "-/stage/" + Served.json(staged).path("stageId").asString();
    assertThat(mirror.get(waiting, token).statusCode()).isEqualTo(200);
    assertThat(send("POST", waiting + "/approve", "", token)).isEqualTo(403);
    assertThat(send("DELETE", waiting, "", token)).isEqualTo(403);
    assertThat(send("PUT", "-/package/@acme%2flib/dist-tags/x", "\"1.0.0\"", token)).isEqualTo(403);
    assertThat(send("POST", "-/package/@acme%2flib/trust", "[]", token)).isEqualTo(403);
    assertThat(send("POST", waiting + "/approve", "", me)).isEqualTo(201);
    assertThat(mirror.get("@acme%2flib/1.1.0", token).statusCode()).isEqualTo(200);
  }

  @Test
  void aTokenForReadingAScopeWhereNobodyReadsWithoutOne() {
    serve(config(StorageConfig.in(folder)).with(new Access(true, false)));
    publish("@acme/lib", "restricted", me);
    JsonNode made =
        made("\"scopes\": [\"@acme\"], \"packages_and_scopes_permission\": \"read-only\"");
    String[] token = People.bearer(made.path("token").asString());

    assertThat(made.path("readonly").asBoolean(false)).isTrue();
    assertThat(mirror.get("@acme/lib", token).statusCode()).isEqualTo(200);
    assertThat(mirror.get("theirs").statusCode()).isEqualTo(401);
    HttpResponse<byte[]> refused = mirror.get("theirs", token);
    assertThat(refused.statusCode()).isEqualTo(403);
    assertThat(Served.text(refused)).contains("This token is not for theirs");
    assertThat(publish("@acme/lib", "public", token).statusCode()).isEqualTo(403);
  }

  @Test
  void aTokenForAnOrganizationIsForNoPackage() {
    publish("@acme/lib", "restricted", me);
    String[] token =
        People.bearer(
            made("\"orgs\": [\"acme\"], \"orgs_permission\": \"read-write\"")
                .path("token")
                .asString());

    assertThat(send("PUT", "-/org/acme/team", "{\"name\": \"devs\"}", token)).isEqualTo(201);
    assertThat(send("PUT", "-/org/own/team", "{\"name\": \"devs\"}", token)).isEqualTo(403);
    assertThat(mirror.get("@acme/lib", token).statusCode()).isEqualTo(404);
  }

  @Test
  void aTokenCountsFromSomeAddresses() {
    String[] near =
        People.bearer(
            made("\"cidr_whitelist\": [\"127.0.0.0/8\", \"::1/128\"]").path("token").asString());
    String[] far =
        People.bearer(made("\"cidr_whitelist\": [\"10.0.0.0/8\"]").path("token").asString());

    assertThat(mirror.get("-/whoami", near).statusCode()).isEqualTo(200);
    assertThat(publish("@own/any", "public", near).statusCode()).isEqualTo(201);
    HttpResponse<byte[]> refused = mirror.get("-/whoami", far);
    assertThat(refused.statusCode()).isEqualTo(401);
    assertThat(Served.header(refused, "www-authenticate")).isEqualTo("ipaddress");
  }

  @Test
  void whatCannotBeMeantIsRefused() {
    for (String wish :
        List.of(
            "\"packages\": [\"a\"]",
            "\"packages\": [\"../a\"], \"packages_and_scopes_permission\": \"read-only\"",
            "\"packages\": \"a\", \"packages_and_scopes_permission\": \"read-only\"",
            "\"packages_and_scopes_permission\": \"write\"",
            "\"orgs\": [\"acme\"]",
            "\"cidr_whitelist\": [\"10.0.0.0/33\"]",
            "\"cidr\": [\"example.org/8\"]")) {
      assertThat(asked(wish).statusCode()).as(wish).isEqualTo(400);
    }
  }

  private JsonNode made(String wish) {
    HttpResponse<byte[]> answer = asked(wish);
    assertThat(answer.statusCode()).as(Served.text(answer)).isEqualTo(201);
    return Served.json(answer);
  }

  private HttpResponse<byte[]> asked(String wish) {
    return mirror.send(
        "POST", TOKENS, "{\"password\": \"%s\", %s}".formatted(People.PASSWORD, wish), me);
  }

  private HttpResponse<byte[]> publish(String name, String access, String[] who) {
    String document = Submissions.of(name, "1.0.0", TARBALL).put("access", access).toString();
    return mirror.send("PUT", name.replace("/", "%2f"), document, who);
  }

  private int send(String method, String path, String body, String[] who) {
    return mirror.send(method, path, body, who).statusCode();
  }
}
