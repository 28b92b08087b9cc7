package dev.jpm.it;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.jpm.registrymock.sigstore.MockSigstore;
import dev.jpm.testing.CommandResult;
import dev.jpm.testing.TempProject;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code jpm publish} in a build that a service runs. */
class BuildLoginTest {
  private static final String EXCHANGE =
      "POST /-/npm/v1/oidc/token/exchange/package/@s%2fp Bearer service";

  private final Queue<String> asked = new ConcurrentLinkedQueue<>();
  private final Queue<String> published = new ConcurrentLinkedQueue<>();
  private volatile String idToken = "service";

  @TempDir private Path temp;
  private HttpServer server;
  private TempProject project;
  private Jpm jpm;

  /** Both the registry and the service. */
  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::answer);
    server.start();
    project = TempProject.in(temp.resolve("project"));
    project.file("package.json", "{\"name\": \"@s/p\", \"version\": \"1.0.0\"}");
    jpm =
        Jpm.withDefaults(temp.resolve("home"))
            .set("npm_config_registry", url())
            .set("npm_config_runtime", "system")
            .set("PATH", StandInNode.in(temp.resolve("bin")) + ":/usr/bin:/bin");
  }

  private String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort() + "/";
  }

  private void answer(HttpExchange exchange) throws IOException {
    String request =
        "%s %s %s"
            .formatted(
                exchange.getRequestMethod(),
                exchange.getRequestURI(),
                exchange.getRequestHeaders().getFirst("authorization"));
    asked.add(request);
    String sent = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
    String body =
        switch (request.replace(idToken, "service")) {
          case "GET /id?run=1&audience=npm%3A127.0.0.1 Bearer asks" -> "{\"value\": \"service\"}";
          case EXCHANGE -> "{\"token_type\": \"oidc\", \"token\": \"given\"}";
          case "GET /-/package/@s%2fp/visibility Bearer given" -> "{\"public\": true}";
          case "PUT /@s%2fp Bearer given" -> {
            published.add(sent);
            yield "{\"success\": true}";
          }
          default -> "";
        };
    exchange.sendResponseHeaders(body.isEmpty() ? 404 : 200, body.isEmpty() ? -1 : body.length());
    exchange.getResponseBody().write(body.getBytes(UTF_8));
    exchange.close();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  @Test
  void theServicesTokenIsTakenForOneOfTheRegistry() {
    jpm.set("GITHUB_ACTIONS", "true")
        .set("ACTIONS_ID_TOKEN_REQUEST_URL", url() + "id?run=1")
        .set("ACTIONS_ID_TOKEN_REQUEST_TOKEN", "asks");
    CommandResult result = jpm.run(project, "publish", "--loglevel=silly");
    assertThat(result.exitCode()).as(result.stderr()).isZero();
    assertThat(result.stderr()).doesNotContain("given");

    jpm.unset("GITHUB_ACTIONS").set("GITLAB_CI", "true").set("NPM_ID_TOKEN", "service");
    asked.clear();
    assertThat(jpm.run(project, "publish").exitCode()).isZero();
    assertThat(List.copyOf(asked)).startsWith(EXCHANGE).endsWith("PUT /@s%2fp Bearer given");
  }

  @Test
  void howPublicSourcesArePublishedIsProvenUnlessSomebodySaysNo() {
    try (MockSigstore sigstore = MockSigstore.start()) {
      TempProject.in(temp).file("root.json", sigstore.trustRoot());
      idToken = sigstore.token("npm:127.0.0.1");
      project.file(".npmignore", "bundle.json").file("bundle.json", "{}");
      jpm.set("npm_config_trust_root", temp.resolve("root.json").toString())
          .set("NPM_ID_TOKEN", idToken)
          .set("SIGSTORE_ID_TOKEN", sigstore.token("sigstore"))
          .set("ACTIONS_ID_TOKEN_REQUEST_URL", sigstore.url() + MockSigstore.TOKENS)
          .set("GITHUB_ACTIONS", "true");
      assertThat(isProven("publish")).isTrue();
      assertThat(isProven("publish", "--no-provenance")).isFalse();
      assertThat(jpm.run(project, "publish", "--provenance-file=bundle.json").stderr())
          .contains("No dsseEnvelope");

      jpm.unset("GITHUB_ACTIONS").set("GITLAB_CI", "true");
      assertThat(isProven("publish")).isTrue();
      jpm.unset("SIGSTORE_ID_TOKEN");
      assertThat(isProven("publish")).isFalse();
      jpm.set("GITHUB_ACTIONS", "true").set("CIRCLECI", "true");
      assertThat(isProven("publish")).isFalse();
    }
  }

  private boolean isProven(String... words) {
    published.clear();
    CommandResult result = jpm.run(project, words);
    assertThat(result.exitCode()).as(result.stderr()).isZero();
    assertThat(result.transcript()).doesNotContain(idToken);
    return published.stream().anyMatch(sent -> sent.contains("@s/p-1.0.0.sigstore"));
  }

  @Test
  void whereNoneIsToBeHadThingsAreAsTheyWere() {
    assertThat(jpm.run(project, "publish").stderr()).contains("ENEEDAUTH");
    jpm.set("GITLAB_CI", "true").set("NPM_ID_TOKEN", "another");
    assertThat(jpm.run(project, "publish").stderr()).contains("ENEEDAUTH");
    assertThat(asked).noneMatch(request -> request.startsWith("PUT"));
  }
}
