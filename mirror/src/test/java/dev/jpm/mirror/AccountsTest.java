package dev.jpm.mirror;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.jpm.mirror.config.MirrorConfig;
import dev.jpm.mirror.config.MirrorConfig.Access;
import dev.jpm.mirror.config.MirrorConfig.Limits;
import dev.jpm.mirror.config.MirrorConfig.Listen;
import dev.jpm.mirror.config.StorageConfig;
import dev.jpm.registrymock.MockRegistry;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/** People, logins and tokens. */
class AccountsTest {
  private static final String PROFILE = "-/npm/v1/user";
  private static final String TOKENS = "-/npm/v1/tokens";
  private static final String LOGIN = "-/user/org.couchdb.user:me";

  private final MockRegistry upstream = MockRegistry.start();

  @TempDir private Path storage;
  private Served mirror;
  private String[] me;

  @BeforeEach
  void start() {
    mirror = Served.before(upstream, storage);
    me = People.enter(mirror, "me");
  }

  /** Goes on with a mirror that keeps what it has there. */
  private void keepIn(StorageKind kind) {
    if (kind != StorageKind.EMBEDDED) {
      mirror.close();
      StorageConfig place = kind.make(storage);
      mirror = Served.of(Served.config(upstream, place, "", List.of(), Limits.USUAL));
      me = People.enter(mirror, "me");
    }
  }

  @AfterEach
  void stop() {
    mirror.close();
    upstream.close();
  }

  @Test
  void whoHasLoggedInIsKnown() {
    assertThat(mirror.document("-/whoami", me).path("username").asString()).isEqualTo("me");
    String basic = Base64.getEncoder().encodeToString(("me:" + People.PASSWORD).getBytes(UTF_8));
    assertThat(
            mirror
                .document("-/whoami", "authorization", "Basic " + basic)
                .path("username")
                .asString())
        .isEqualTo("me");
    assertThat(mirror.document("-/npm/v1/user", me).path("email").asString())
        .isEqualTo("me@mail.example");
    HttpResponse<byte[]> nobody = mirror.get("-/whoami");
    assertThat(nobody.statusCode()).isEqualTo(401);
    assertThat(Served.header(nobody, "www-authenticate")).isEqualTo("Bearer");
  }

  @Test
  void aPasswordMustBeRightAndANameFree() {
    assertThat(login("{\"password\": \"wrong horse\"}").statusCode()).isEqualTo(401);
    assertThat(login("{\"name\": \"you\", \"password\": \"x\"}").statusCode()).isEqualTo(400);
    assertThat(
            mirror
                .send("PUT", "-/user/org.couchdb.user:new", "{\"password\": \"short\"}")
                .statusCode())
        .isEqualTo(400);
    assertThat(
            mirror
                .send("PUT", "-/user/org.couchdb.user:%3Cb%3E", "{\"password\": \"long enough\"}")
                .statusCode())
        .isEqualTo(400);
  }

  @ParameterizedTest
  @MethodSource("dev.jpm.mirror.StorageKind#all")
  void aPasswordIsChangedByWhoKnowsIt(StorageKind kind) {
    keepIn(kind);
    String[] elsewhere = People.enter(mirror, "me");
    String[] made = People.bearer(created("{\"password\": \"%s\"}").path("token").asString());
    String[] reader =
        People.bearer(
            created("{\"password\": \"%s\", \"readonly\": true}").path("token").asString());

    HttpResponse<byte[]> wrong = changed("wrong horse", "battery staple", me);
    assertThat(wrong.statusCode()).isEqualTo(401);
    assertThat(Served.header(wrong, "www-authenticate")).isEqualTo("Basic");
    assertThat(Served.text(wrong)).contains("the current password is not right");
    assertThat(changed(People.PASSWORD, "short", me).statusCode()).isEqualTo(400);
    assertThat(changed(People.PASSWORD, "battery staple", reader).statusCode()).isEqualTo(403);
    HttpResponse<byte[]> other = mirror.send("POST", PROFILE, "{\"email\": \"x@y\"}", me);
    assertThat(other.statusCode()).isEqualTo(400);
    assertThat(Served.text(other)).contains("nothing but the password", "email");
    assertThat(mirror.get("-/whoami", elsewhere).statusCode()).isEqualTo(200);

    HttpResponse<byte[]> done = changed(People.PASSWORD, "battery staple", me);
    assertThat(done.statusCode()).isEqualTo(200);
    assertThat(Served.json(done).path("name").asString()).isEqualTo("me");
    assertThat(Served.text(done)).doesNotContain("battery");
    assertThat(mirror.get("-/whoami", me).statusCode()).isEqualTo(200);
    assertThat(mirror.get("-/whoami", made).statusCode()).isEqualTo(200);
    assertThat(mirror.get("-/whoami", elsewhere).statusCode()).isEqualTo(401);
    String password = "{\"password\": \"%s\"}";
    assertThat(login(password.formatted(People.PASSWORD)).statusCode()).isEqualTo(401);
    assertThat(login(password.formatted("battery staple")).statusCode()).isEqualTo(201);
  }

  /** Sends what npm does: all that it was told, and the password. */
  private HttpResponse<byte[]> changed(String old, String wish, String... headers) {
    String body =
        """
        {"email": "me@mail.example", "fullname": null, "password": {"old": "%s", "new": "%s"}}
        """
            .formatted(old, wish);
    return mirror.send("POST", PROFILE, body, headers);
  }

  @ParameterizedTest
  @MethodSource("dev.jpm.mirror.StorageKind#all")
  void aTokenMayReadOnlyAndEnd(StorageKind kind) {
    keepIn(kind);
    JsonNode reader = created("{\"password\": \"%s\", \"readonly\": true, \"name\": \"ci\"}");
    JsonNode short1 = created("{\"password\": \"%s\", \"expires\": 1}");

    String[] readerHeader = People.bearer(reader.path("token").asString());
    assertThat(mirror.document("-/whoami", readerHeader).path("username").asString())
        .isEqualTo("me");
    HttpResponse<byte[]> refused = mirror.send("PUT", "mine", "{}", readerHeader);
    assertThat(refused.statusCode()).isEqualTo(403);
    assertThat(Served.text(refused)).contains("reading only");
    String id = short1.path("key").asString();
    assertThat(mirror.send("DELETE", TOKENS + "/token/" + id, "", readerHeader).statusCode())
        .isEqualTo(403);
    String[] shortHeader = People.bearer(short1.path("token").asString());
    assertThat(mirror.get("-/whoami", shortHeader).statusCode()).isEqualTo(200);
    mirror.pass(Duration.ofDays(2));
    assertThat(mirror.get("-/whoami", shortHeader).statusCode()).isEqualTo(401);
    assertThat(mirror.send("POST", TOKENS, "{\"password\": \"no\"}", me).statusCode())
        .isEqualTo(401);
  }

  @ParameterizedTest
  @MethodSource("dev.jpm.mirror.StorageKind#all")
  void tokensAreListedAndRevoked(StorageKind kind) {
    keepIn(kind);
    JsonNode made = created("{\"password\": \"%s\"}");
    String[] header = People.bearer(made.path("token").asString());

    JsonNode listed = mirror.document(TOKENS, me);
    assertThat(listed.path("total").asInt()).isEqualTo(2);
    assertThat(listed.toString()).doesNotContain(made.path("token").asString());
    HttpResponse<byte[]> gone =
        mirror.send("DELETE", TOKENS + "/token/" + made.path("key").asString(), "", me);
    assertThat(gone.statusCode()).isEqualTo(204);
    assertThat(mirror.get("-/whoami", header).statusCode()).isEqualTo(401);
    String secret = me[1].substring("Bearer ".length());
    assertThat(mirror.send("DELETE", "-/user/token/" + secret, "", me).statusCode()).isEqualTo(200);
    assertThat(mirror.get("-/whoami", me).statusCode()).isEqualTo(401);
    assertThat(mirror.log()).noneMatch(line -> line.contains(secret));
  }

  @Test
  void noSecretIsKept() throws IOException {
    String secret = me[1].substring("Bearer ".length());
    mirror.close();
    try (Stream<Path> files = Files.walk(storage)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        assertThat(Files.readString(file, java.nio.charset.StandardCharsets.ISO_8859_1))
            .doesNotContain(secret)
            .doesNotContain(People.PASSWORD);
      }
    }
    mirror.restart();
    assertThat(mirror.get("-/whoami", me).statusCode()).isEqualTo(200);
  }

  @Test
  void aLoginIsBegunByAClientAndEndedInABrowser() {
    HttpResponse<byte[]> begun =
        mirror.send("POST", "-/v1/login", "{\"hostname\": \"<b>box</b>\"}");
    String login = path(Served.json(begun).path("loginUrl"));
    String done = path(Served.json(begun).path("doneUrl"));

    HttpResponse<byte[]> page = mirror.get(login);
    assertThat(Served.text(page)).contains("&lt;b&gt;box").doesNotContain("<b>");
    assertThat(Served.header(page, "content-security-policy")).contains("frame-ancestors 'none'");
    assertThat(mirror.get(done).statusCode()).isEqualTo(202);
    assertThat(mirror.send("POST", login, "name=me&password=wrong").statusCode()).isEqualTo(403);
    assertThat(mirror.send("POST", login, "name=me&password=correct+horse").statusCode())
        .isEqualTo(200);
    String token = Served.json(mirror.get(done)).path("token").asString();
    assertThat(mirror.document("-/whoami", People.bearer(token)).path("username").asString())
        .isEqualTo("me");
    assertThat(mirror.get(done).statusCode()).isEqualTo(404);
  }

  @Test
  void strangersMayBeKeptOut() {
    mirror.close();
    MirrorConfig open =
        MirrorConfig.of(new Listen("127.0.0.1", 0), storage, URI.create(upstream.url()));
    mirror = Served.of(open.with(new Access(false, false)));
    upstream.publish("a", "1.0.0");

    assertThat(mirror.get("a").statusCode()).isEqualTo(401);
    assertThat(mirror.get("a/-/a-1.0.0.tgz").statusCode()).isEqualTo(401);
    assertThat(mirror.get("-/npm/v1/keys").statusCode()).isEqualTo(401);
    assertThat(Served.header(mirror.get("a", me), "cache-control")).startsWith("private");
    assertThat(
            mirror
                .send("PUT", "-/user/org.couchdb.user:you", "{\"password\": \"long enough\"}")
                .statusCode())
        .isEqualTo(401);
  }

  private HttpResponse<byte[]> login(String body) {
    return mirror.send("PUT", LOGIN, body);
  }

  private JsonNode created(String body) {
    HttpResponse<byte[]> answer = mirror.send("POST", TOKENS, body.formatted(People.PASSWORD), me);
    assertThat(answer.statusCode()).as(Served.text(answer)).isEqualTo(201);
    return Served.json(answer);
  }

  private String path(JsonNode url) {
    return url.asString().substring(mirror.url().length());
  }
}
