package dev.jpm.mirror;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.jpm.mirror.http.Json;
import dev.jpm.registrymock.MockRegistry;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** What is told at once of all that an install will choose from. */
class ClosureTest {
  private final MockRegistry upstream = MockRegistry.start();

  @TempDir private Path storage;
  private Served mirror;

  @BeforeEach
  void start() {
    upstream
        .publish("a", "1.0.0", release -> release.dependency("b", "^1").dependency("gone", "1"))
        .publish("a", "1.9.0", release -> release.deprecated("old"))
        .publish("b", "1.0.0")
        .publish("b", "1.2.0", release -> release.dependency("@s/c", "next"))
        .publish("b", "2.0.0")
        .publish("@s/c", "1.0.0")
        .publish("@s/c", "2.0.0-beta")
        .tag("@s/c", "latest", "1.0.0")
        .tag("@s/c", "next", "2.0.0-beta")
        .publish("nobody-asks", "1.0.0");
    mirror = Served.before(upstream, storage);
  }

  @AfterEach
  void stop() {
    mirror.close();
    upstream.close();
  }

  @Test
  void tellsTheVersionsThatWillBeChosenAndNoOthers() {
    ObjectNode told = ask("{\"a\": [\"^1.0.0\"]}", "");

    assertThat(told.propertyNames())
        .containsExactly("[\"@s/c\",\"next\"]", "[\"a\",\"^1.0.0\"]", "[\"b\",\"^1\"]");
    JsonNode c = told.path("[\"@s/c\",\"next\"]");
    assertThat(c.path("versions").propertyNames()).containsExactly("2.0.0-beta");
    assertThat(c.path("dist-tags").propertyNames()).containsExactlyInAnyOrder("latest", "next");
    assertThat(c.path("versions").path("2.0.0-beta").path("dist").path("tarball").asString())
        .isEqualTo(mirror.url() + "@s/c/-/c-2.0.0-beta.tgz");
    assertThat(told.path("[\"a\",\"^1.0.0\"]").path("versions").propertyNames())
        .containsExactly("1.0.0");
  }

  @Test
  void choosesByAgeAsTheClientDoes() {
    JsonNode times = mirror.document("b").path("time");
    String second = times.path("1.2.0").asString();

    ObjectNode told =
        ask("{\"b\": [\"^1\"]}", ", \"before\": \"" + times.path("1.0.0").asString() + "\"");
    ObjectNode excluded =
        ask(
            "{\"b\": [\"^1\"]}",
            ", \"before\": \"" + times.path("1.0.0").asString() + "\", \"exclude\": [\"b\"]");

    assertThat(second).isNotEmpty();
    assertThat(told.path("[\"b\",\"^1\"]").path("versions").propertyNames())
        .containsExactly("1.0.0");
    assertThat(excluded.path("[\"b\",\"^1\"]").path("versions").propertyNames())
        .containsExactly("1.2.0");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[]",
        "{\"wants\": {}, \"npm\": \"11.0.0\"}",
        "{\"wants\": {\"../x\": [\"1\"]}, \"node\": \"26.0.0\", \"npm\": \"11.0.0\"}",
        "{\"wants\": {}, \"node\": \"26.0.0\", \"npm\": \"11.0.0\", \"before\": \"soon\"}",
        "{\"wants\": {}, \"node\": \"new\", \"npm\": \"11.0.0\"}"
      })
  void refusesWhatIsNoQuestion(String body) {
    assertThat(mirror.send("POST", "-/jpm/v1/closure", body).statusCode()).isEqualTo(400);
  }

  /** What is told, by the line that tells what for. */
  private ObjectNode ask(String wants, String more) {
    ObjectNode question =
        Json.parse(
            "{\"wants\": %s, \"node\": \"26.0.0\", \"npm\": \"11.0.0\"%s}".formatted(wants, more));
    HttpResponse<byte[]> answer = mirror.send("POST", "-/jpm/v1/closure", question.toString());
    assertThat(answer.statusCode()).isEqualTo(200);
    ObjectNode told = Json.object();
    byte[] bytes = answer.body();
    for (int at = 0; at < bytes.length; ) {
      int end = at;
      while (bytes[end] != '\n') {
        end++;
      }
      JsonNode header = Json.parseAny(new String(bytes, at, end - at, UTF_8));
      int length = header.path(0).asInt();
      String part = new String(Arrays.copyOfRange(bytes, end + 1, end + 1 + length), UTF_8);
      header.asArray().remove(0);
      told.set(header.toString(), Json.parseAny(part));
      at = end + 1 + length;
    }
    return told;
  }
}
