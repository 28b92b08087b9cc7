package dev.jpm.registrymock;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecordingRegistryTest {
  private final MockRegistry upstream = MockRegistry.start();
  private final HttpClient client = HttpClient.newHttpClient();

  @TempDir private Path folder;

  @AfterEach
  void stop() {
    upstream.close();
    client.close();
  }

  @Test
  void theFirstAnswerStays() throws Exception {
    upstream.publish("@s/a", "1.0.0");
    try (RecordingRegistry recording = RecordingRegistry.start(upstream.url(), folder)) {
      assertThat(get(recording, "@s%2fa", "*/*").statusCode()).isEqualTo(200);
      assertThat(get(recording, "later", "*/*").statusCode()).isEqualTo(404);
    }
    upstream.publish("@s/a", "2.0.0").publish("later", "1.0.0");

    try (RecordingRegistry recording = RecordingRegistry.start(upstream.url(), folder)) {
      assertThat(get(recording, "@s%2fa", "*/*").body()).contains("1.0.0").doesNotContain("2.0.0");
      assertThat(get(recording, "later", "*/*").statusCode()).isEqualTo(404);
    }
  }

  @Test
  void tarballsAreFoundThroughItAsWell() throws Exception {
    upstream.publish("a", "1.0.0");
    try (RecordingRegistry recording = RecordingRegistry.start(upstream.url(), folder)) {
      String packument = get(recording, "a", "*/*").body();

      assertThat(packument)
          .contains(recording.url() + "a/-/a-1.0.0.tgz")
          .doesNotContain(upstream.url());
      assertThat(get(recording, "a/-/a-1.0.0.tgz", "*/*").statusCode()).isEqualTo(200);
      assertThat(upstream.requests().all()).hasSize(2);
    }
  }

  @Test
  void bothFormsOfAPackumentAreKeptApart() throws Exception {
    upstream.publish("a", "1.0.0", release -> release.manifest("{\"description\":\"told\"}"));
    try (RecordingRegistry recording = RecordingRegistry.start(upstream.url(), folder)) {
      String form = "application/vnd.npm.install-v1+json; q=1.0, application/json; q=0.8, */*";

      assertThat(get(recording, "a", form).body()).doesNotContain("told");
      assertThat(get(recording, "a", "application/json").body()).contains("told");
    }
  }

  private HttpResponse<String> get(RecordingRegistry registry, String path, String accept)
      throws IOException, InterruptedException {
    return client.send(
        HttpRequest.newBuilder(URI.create(registry.url() + path)).header("Accept", accept).build(),
        HttpResponse.BodyHandlers.ofString());
  }
}
