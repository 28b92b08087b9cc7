package dev.jpm.fetcher;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.jpm.config.Origin;
import dev.jpm.config.Registries.Registry;
import dev.jpm.model.PackageName;
import dev.jpm.model.error.ErrorCode;
import dev.jpm.model.error.JpmException;
import dev.jpm.model.event.Event;
import dev.jpm.registrymock.Fault;
import dev.jpm.registrymock.MockRegistry;
import dev.jpm.registrymock.Request;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

class RegistryClientTest {
  private static final PackageName A = PackageName.parse("a");
  private static final PackageName SCOPED = PackageName.parse("@s/a");

  private final TestRegistry registry = new TestRegistry();
  private final MockRegistry mock = registry.mock;

  @BeforeEach
  void publish() {
    mock.publish("a", "1.0.0").publish("@s/a", "1.0.0");
  }

  @AfterEach
  void close() {
    registry.close();
  }

  @Test
  void asksAsNpmDoes() {
    try (RegistryClient client = registry.client()) {
      assertThat(client.document(SCOPED).path("name").stringValue()).isEqualTo("@s/a");
    }

    Request request = mock.requests().all().getFirst();
    assertThat(request.rawPath()).isEqualTo("/@s%2fa");
    assertThat(request.header("user-agent")).isEqualTo("test");
    assertThat(request.header("npm-command")).isEqualTo("install");
    assertThat(request.header("accept")).isEqualTo("application/json");
    assertThat(request.header("accept-encoding")).isEqualTo("gzip");
    assertThat(request.header("authorization")).isNull();
  }

  @Test
  void readsDistTagsAndPings() {
    try (RegistryClient client = registry.client()) {
      assertThat(client.distTags(A).path("latest").stringValue()).isEqualTo("1.0.0");
      assertThat(client.ping().isObject()).isTrue();
    }
  }

  @Test
  void givesATarballAsItIsSent() {
    try (RegistryClient client = registry.client()) {
      assertThat(client.tarball(A, URI.create(mock.tarballUrl("a", "1.0.0"))))
          .isEqualTo(mock.tarball("a", "1.0.0"));
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {408, 420, 429, 500, 502, 503, 504})
  void triesAgainWhatMayPass(int status) {
    mock.fail("/a", 2, Fault.status(status));

    try (RegistryClient client = registry.client()) {
      assertThat(client.document(A).path("name").stringValue()).isEqualTo("a");
    }

    assertThat(mock.requests().count("/a")).isEqualTo(3);
    assertThat(registry.pauses).containsExactly(Duration.ofSeconds(10), Duration.ofSeconds(60));
    assertThat(registry.events(Event.RequestRetried.class))
        .containsExactly(
            new Event.RequestRetried(mock.url() + "a", 1, 3, "HTTP " + status),
            new Event.RequestRetried(mock.url() + "a", 2, 3, "HTTP " + status));
  }

  @Test
  void waitsAsLongAsTheServerAsks() {
    mock.fail("/a", 1, Fault.tooManyRequests(Duration.ofSeconds(7)));

    try (RegistryClient client = registry.client()) {
      client.document(A);
    }

    assertThat(registry.pauses).containsExactly(Duration.ofSeconds(7));
  }

  @Test
  void tellsAServersTroubleWithUrlAndTries() {
    mock.fail("/a", Fault.status(503));

    JpmException error = failure(registry.client());

    assertThat(error.code()).isEqualTo(ErrorCode.EHTTP);
    assertThat(error.sentence())
        .startsWith("503 Service Unavailable - GET " + mock.url() + "a - ")
        .endsWith("(tried 3 times)");
    assertThat(mock.requests().count()).isEqualTo(3);
  }

  @Test
  void tellsTooManyRequestsByTheirOwnCode() {
    mock.fail("/a", Fault.status(429));

    assertThat(failure(registry.client()).code()).isEqualTo(ErrorCode.E429);
  }

  @ParameterizedTest
  @ValueSource(ints = {400, 401, 403, 404, 410})
  void doesNotAskAgainWhatIsRefused(int status) {
    mock.fail("/a", Fault.status(status));

    failure(registry.client());

    assertThat(mock.requests().count()).isEqualTo(1);
    assertThat(registry.pauses).isEmpty();
  }

  @Test
  void tellsAMissingPackageInNpmsWords() {
    JpmException error =
        catchThrowableOfType(
            JpmException.class,
            () -> registry.client().document(PackageName.parse("nothing-here")));

    assertThat(error.code()).isEqualTo(ErrorCode.E404);
    assertThat(error.sentence()).startsWith("404 Not Found - GET " + mock.url() + "nothing-here");
    assertThat(error.hints().getFirst())
        .contains("'nothing-here' could not be found or you do not have permission")
        .contains("registry=" + mock.url())
        .contains(".npmrc, line 1");
  }

  @Test
  void tellsWhereCredentialsAreMissing() {
    mock.fail("/a", Fault.unauthorized());

    JpmException error = failure(registry.client());

    assertThat(error.code()).isEqualTo(ErrorCode.E401);
    assertThat(error.sentence()).startsWith("Unable to authenticate, need: Bearer");
    assertThat(error.hints().getFirst()).contains("127.0.0.1:" + mock.port() + "/:_authToken");
  }

  @Test
  void tellsWhichCredentialsWereRefusedButNotWhatTheyAre() {
    mock.requireBearer("/a", "right");

    JpmException error = failure(registry.client(registry.key() + ":_authToken=wrong-secret"));

    assertThat(error.code()).isEqualTo(ErrorCode.E401);
    assertThat(error.hints().getFirst()).contains(registry.key() + ":_authToken", ".npmrc, line 2");
    assertThat(error.sentence() + error.hints()).doesNotContain("wrong-secret");
  }

  @Test
  void sendsTokensAndPasswords() {
    mock.requireBearer("/a", "t0ken").requireBasic("/@s/a", "me", "secret");
    String password = "c2VjcmV0"; // base64

    try (RegistryClient client = registry.client(registry.key() + ":_authToken=t0ken")) {
      assertThat(client.document(A).isEmpty()).isFalse();
    }
    try (RegistryClient client =
        registry.client(
            registry.key() + ":username=me", registry.key() + ":_password=" + password)) {
      assertThat(client.document(SCOPED).isEmpty()).isFalse();
    }
  }

  @Test
  void sendsCredentialsThatStandInTheUrl() {
    mock.requireBasic("/a", "me", "secret");
    String withUser = mock.url().replace("http://", "http://me:secret@");

    try (RegistryClient client = registry.client("registry=" + withUser)) {
      assertThat(client.document(A).isEmpty()).isFalse();
    }
    mock.fail("/a", Fault.status(403));
    assertThat(failure(registry.client("registry=" + withUser)).sentence())
        .doesNotContain("secret");
  }

  @Test
  void takesNoCredentialsToAnotherHost() {
    try (TestRegistry other = new TestRegistry()) {
      other.mock.publish("a", "1.0.0");
      mock.fail("/a", Fault.redirect(other.mock.url() + "a"));

      try (RegistryClient client = registry.client(registry.key() + ":_authToken=t0ken")) {
        assertThat(client.document(A).path("name").stringValue()).isEqualTo("a");
      }

      assertThat(mock.requests().all().getFirst().header("authorization"))
          .isEqualTo("Bearer t0ken");
      assertThat(other.mock.requests().all().getFirst().header("authorization")).isNull();
    }
  }

  @Test
  void aLoginThatIsSentOnceStaysOnItsHost() {
    try (TestRegistry other = new TestRegistry();
        RegistryClient client = registry.client()) {
      mock.fail("/a", Fault.redirect(other.mock.url() + "a"));
      RegistryRequest request =
          RegistryRequest.of("GET", client.registries().standard(), "a").as("me", "secret");

      JpmException refused = catchThrowableOfType(JpmException.class, () -> client.send(request));

      assertThat(refused.sentence()).contains("to another host");
      assertThat(other.mock.requests().all()).isEmpty();
    }
  }

  @Test
  void aServiceIsAskedAgainAndNotToldWhoAsks() {
    Fault answer = new Fault.Answer(201, Map.of(), "{\"given\": true}");
    mock.fail("/sign", 2, Fault.status(500)).fail("/sign", answer);
    try (TestRegistry other = new TestRegistry();
        RegistryClient client = registry.client(registry.key() + ":_authToken=t0ken")) {
      JsonNode body = JsonNodeFactory.instance.objectNode().put("secret", "s3cret");
      Registry service = service("sign");
      assertThat(client.askService(service, body).orThrow().path("given").asBoolean()).isTrue();
      assertThat(mock.requests().all())
          .hasSize(3)
          .allSatisfy(request -> {
            assertThat(request.header("authorization")).isNull();
            assertThat(request.header("content-encoding")).isNull();
            assertThat(request.body()).contains("s3cret");
          });

      mock.fail("/moved", Fault.redirect(other.mock.url() + "sign"));
      JpmException moved =
          catchThrowableOfType(JpmException.class, () -> client.askService(service("moved"), body));
      assertThat(moved.sentence()).contains("to another host");
      assertThat(other.mock.requests().all()).isEmpty();
    }
  }

  private Registry service(String path) {
    return new Registry(URI.create(mock.url() + path), "trust-root", new Origin.Default());
  }

  @Test
  void takesCredentialsAlongOnTheSameHost() {
    mock.requireBearer("/*", "t0ken").fail("/a", Fault.redirect("/@s%2fa"));

    try (RegistryClient client = registry.client(registry.key() + ":_authToken=t0ken")) {
      assertThat(client.document(A).path("name").stringValue()).isEqualTo("@s/a");
    }
  }

  @Test
  void givesUpWhereRedirectsDoNotEnd() {
    mock.fail("/a", Fault.redirect("/a"));

    assertThat(failure(registry.client()).sentence()).contains("redirects without end");
    assertThat(mock.requests().count()).isEqualTo(21);
  }

  @Test
  void doesNotFollowToWhatIsNotTheWeb() {
    mock.fail("/a", Fault.redirect("file:///etc/passwd"));

    assertThat(failure(registry.client()).code()).isEqualTo(ErrorCode.EHTTP);
  }

  @Test
  void saysPlainlyThatAPageCameForJson() {
    mock.fail("/a", Fault.html());

    JpmException error = failure(registry.client());

    assertThat(error.code()).isEqualTo(ErrorCode.EJSONPARSE);
    assertThat(error.sentence()).contains("HTML page").contains(mock.url() + "a");
    assertThat(mock.requests().count()).isEqualTo(1);
  }

  @Test
  void triesAgainWhenTheConnectionBreaks() {
    mock.fail("/a", 1, Fault.disconnect()).fail("/a", 1, Fault.truncate(10));

    try (RegistryClient client = registry.client()) {
      assertThat(client.document(A).path("name").stringValue()).isEqualTo("a");
    }
  }

  @Test
  void givesUpOnSilence() {
    mock.hold("/a");

    JpmException error = failure(registry.client(Duration.ofMillis(50)));

    assertThat(error.code()).isEqualTo(ErrorCode.ETIMEDOUT);
    assertThat(error.sentence()).contains(mock.url() + "a").endsWith("(tried 3 times)");
  }

  @Test
  void failsAtOnceWhereTheHostIsUnknown() {
    JpmException error = failure(registry.client("registry=http://no-such-host.invalid/"));

    assertThat(error.code()).isEqualTo(ErrorCode.ENOTFOUND);
    assertThat(error.sentence()).contains("The host no-such-host.invalid cannot be found");
    assertThat(error.hints().getFirst())
        .contains("registry=http://no-such-host.invalid/", ".npmrc, line 2");
    assertThat(registry.pauses).isEmpty();
  }

  @Test
  void triesAgainWhereNobodyListens() throws IOException {
    int port;
    try (ServerSocket socket = new ServerSocket(0)) {
      port = socket.getLocalPort();
    }

    JpmException error = failure(registry.client("registry=http://127.0.0.1:" + port + "/"));

    assertThat(error.code()).isEqualTo(ErrorCode.ECONNREFUSED);
    assertThat(registry.pauses).hasSize(2);
  }

  @Test
  void whereNobodyListensOnlyTheFirstRequestTriesAgain() throws IOException {
    int port;
    try (ServerSocket socket = new ServerSocket(0)) {
      port = socket.getLocalPort();
    }

    try (RegistryClient client = registry.client("registry=http://127.0.0.1:" + port + "/")) {
      for (int i = 0; i < 5; i++) {
        JpmException error = catchThrowableOfType(JpmException.class, () -> client.document(A));
        assertThat(error.code()).isEqualTo(ErrorCode.ECONNREFUSED);
      }
    }

    assertThat(registry.pauses).hasSize(2);
  }

  @Test
  void goesThroughAProxyWithItsPassword() {
    try (TestRegistry proxy = new TestRegistry()) {
      proxy.mock.publish("a", "1.0.0");
      String url = proxy.mock.url().replace("http://", "http://me:secret@");

      try (RegistryClient client =
          registry.client("registry=http://registry.example/", "proxy=" + url)) {
        assertThat(client.document(A).path("name").stringValue()).isEqualTo("a");
      }

      assertThat(proxy.mock.requests().all().getFirst().header("proxy-authorization"))
          .isEqualTo("Basic bWU6c2VjcmV0");
      assertThat(mock.requests().count()).isZero();
    }
  }

  @Test
  void reachesExcludedHostsWithoutTheProxy() {
    try (RegistryClient client =
        registry.client("proxy=http://no-such-proxy.invalid/", "noproxy=127.0.0.1")) {
      assertThat(client.document(A).path("name").stringValue()).isEqualTo("a");
    }
  }

  @Test
  void namesTheProxyThatCannotBeFound() {
    JpmException error = failure(registry.client("proxy=http://no-such-proxy.invalid:3128/"));

    assertThat(error.code()).isEqualTo(ErrorCode.ENOTFOUND);
    assertThat(error.sentence()).contains("no-such-proxy.invalid", "proxy in .npmrc, line 2");
  }

  @Test
  void passesOnTheRegistrysNoticeOnce() {
    Map<String, String> headers =
        Map.of("npm-notice", "read this", "content-type", "application/json");
    mock.fail("/a", new Fault.Answer(200, headers, "{\"name\":\"a\"}"));

    try (RegistryClient client = registry.client()) {
      client.document(A);
      client.document(A);
    }

    assertThat(registry.events(Event.Notice.class)).containsExactly(new Event.Notice("read this"));
  }

  @Test
  void decodesGzip() {
    mock.publish("big", "1.0.0", release -> release.dependency("x".repeat(5000), "1"));

    try (RegistryClient client = registry.client()) {
      String text = client.document(PackageName.parse("big")).toString();
      assertThat(text.getBytes(UTF_8).length).isGreaterThan(5000);
    }
  }

  @Test
  void sendsOneRequestAloneAndThenAsManyAsSocketsAreAllowed() throws InterruptedException {
    List<Thread> threads;
    try (var gate = mock.hold("/*");
        RegistryClient client = registry.client()) {
      threads =
          java.util.stream.IntStream.range(0, 40)
              .mapToObj(i -> Thread.ofVirtual().start(() -> client.document(A)))
              .toList();
      gate.awaitArrivals(15);
      assertThat(mock.requests().count()).isEqualTo(15);
      gate.open();
      for (Thread thread : threads) {
        thread.join();
      }
    }

    assertThat(mock.requests().mostAtOnce()).isEqualTo(15);
    assertThat(mock.requests().count()).isEqualTo(40);
  }

  private JpmException failure(RegistryClient client) {
    try (client) {
      return catchThrowableOfType(JpmException.class, () -> client.document(A));
    }
  }
}
