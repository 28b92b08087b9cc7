package dev.jpm.bench.registry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jpm.config.Host;
import dev.jpm.config.SettingsBuilder;
import dev.jpm.registrymock.MockRegistry;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class RecordedRegistryTest {
  private final MockRegistry mock = MockRegistry.start();
  private final RegistryServer server = RegistryServer.bind(0, problem -> {});
  private final HttpClient client = HttpClient.newHttpClient();

  @TempDir private Path temp;
  private Upstream upstream;

  @BeforeEach
  void begin() {
    mock.publish("@s/a", "1.0.0", p -> p.script("install", "x").field("readme", "\"long\""));
    Map<String, String> env = Map.of("npm_config_registry", mock.url());
    Host host = new Host(env, temp, temp, temp, false);
    upstream = Upstream.of(new SettingsBuilder(host).environment().settings(), env);
    Recording recording = Recording.open(temp.resolve("recording"), server.url());
    server.serve(new RecordedRegistry(recording, upstream));
  }

  @AfterEach
  void end() {
    client.close();
    server.close();
    upstream.close();
    mock.close();
  }

  private HttpResponse<byte[]> get(String path, String... headers)
      throws IOException, InterruptedException {
    HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(server.url() + path));
    if (headers.length > 0) {
      request.headers(headers);
    }
    return client.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
  }

  @Test
  void whatIsRecordedIsServedWithoutAskingAgain() throws IOException, InterruptedException {
    JsonNode full = JsonMapper.shared().readTree(get("@s%2fa").body());
    JsonNode version = full.path("versions").path("1.0.0");
    String tarball = version.path("dist").path("tarball").stringValue();
    assertThat(tarball).isEqualTo(server.url() + "@s/a/-/a-1.0.0.tgz");
    String path = tarball.substring(server.url().length());
    assertThat(get(path).body()).isEqualTo(mock.tarball("@s/a", "1.0.0"));

    int asked = mock.requests().count();
    assertThat(get("@s/a").body()).isEqualTo(get("@s%2Fa").body());
    assertThat(get(path).body()).isEqualTo(mock.tarball("@s/a", "1.0.0"));
    assertThat(mock.requests().count()).isEqualTo(asked);
  }

  @Test
  void theAbbreviatedFormHasWhatInstallsNeedAndNoMore() throws IOException, InterruptedException {
    HttpResponse<byte[]> answer = get("@s/a", "accept", "application/vnd.npm.install-v1+json");
    JsonNode version = JsonMapper.shared().readTree(answer.body()).path("versions").path("1.0.0");
    assertThat(version.has("readme")).isFalse();
    assertThat(version.path("hasInstallScript").booleanValue()).isTrue();
    assertThat(version.path("dist").has("integrity")).isTrue();
  }

  @Test
  void anUnchangedDocumentIsNotSentAgain() throws IOException, InterruptedException {
    String etag = get("@s/a").headers().firstValue("etag").orElseThrow();
    assertThat(get("@s/a", "if-none-match", etag).statusCode()).isEqualTo(304);
  }

  @Test
  void anUnknownPackageIsAskedForOnce() throws IOException, InterruptedException {
    assertThat(get("nothing").statusCode()).isEqualTo(404);
    assertThat(get("nothing").statusCode()).isEqualTo(404);
    assertThat(mock.requests().count("/nothing")).isEqualTo(1);
  }
}
