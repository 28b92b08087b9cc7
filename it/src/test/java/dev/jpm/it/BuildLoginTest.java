package dev.jpm.it;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
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
    String body =
        switch (request) {
          case "GET /id?run=1&audience=npm%3A127.0.0.1 Bearer asks" -> "{\"value\": \"service\"}";
          case EXCHANGE -> "{\"token_type\": \"oidc\", \"token\": \"given\"}";
          case "PUT /@s%2fp Bearer given" -> "{\"success\": true}";
          default -> "";
        };
    exchange.getRequestBody().readAllBytes();
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
  void whereNoneIsToBeHadThingsAreAsTheyWere() {
    assertThat(jpm.run(project, "publish").stderr()).contains("ENEEDAUTH");
    jpm.set("GITLAB_CI", "true").set("NPM_ID_TOKEN", "another");
    assertThat(jpm.run(project, "publish").stderr()).contains("ENEEDAUTH");
    assertThat(asked).noneMatch(request -> request.startsWith("PUT"));
  }
}
