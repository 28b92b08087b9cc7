package dev.jpm.registrymock;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

class MockRegistryTest {
  private static final String ABBREVIATED =
      "application/vnd.npm.install-v1+json; q=1.0, application/json; q=0.8, */*";

  private final MockRegistry registry = MockRegistry.start();
  private final HttpClient client = HttpClient.newHttpClient();

  @AfterEach
  void stop() {
    client.close();
    registry.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"@s%2fn", "@s%2Fn", "@s/n", "%40s%2fn"})
  void aScopedNameIsFoundInEveryEncoding(String path) throws Exception {
    registry.publish("@s/n", "1.0.0");

    assertThat(json(get(path)).path("name").stringValue()).isEqualTo("@s/n");
  }

  @Test
  void theAbbreviatedFormHasOnlyWhatAnInstallNeeds() throws Exception {
    registry.publish(
        "a",
        "1.0.0",
        p -> p.script("postinstall", "x").field("license", "\"MIT\"").deprecated("old"));

    HttpResponse<byte[]> answer = get("a", "Accept", ABBREVIATED);

    assertThat(answer.headers().firstValue("content-type"))
        .hasValue("application/vnd.npm.install-v1+json");
    assertThat(json(answer).propertyNames())
        .containsExactly("name", "dist-tags", "versions", "modified");
    JsonNode version = json(answer).path("versions").path("1.0.0");
    assertThat(version.propertyNames())
        .containsExactlyInAnyOrder(
            "name", "version", "deprecated", "dist", "_hasShrinkwrap", "hasInstallScript");
  }

  @Test
  void theFullFormHasTimesAndWholeManifests() throws Exception {
    registry.publish(
        "a",
        "1.0.0",
        p -> p.script("test", "x").publishedAt(Instant.parse("2021-02-03T04:05:06Z")));

    JsonNode document = json(get("a"));

    assertThat(document.path("time").path("1.0.0").stringValue())
        .isEqualTo("2021-02-03T04:05:06.000Z");
    assertThat(document.path("versions").path("1.0.0").path("scripts").has("test")).isTrue();
    assertThat(document.path("versions").path("1.0.0").path("dist").path("tarball").stringValue())
        .isEqualTo(registry.url() + "a/-/a-1.0.0.tgz");
  }

  @Test
  void anEntityTagComesBackAs304UntilSomethingIsPublished() throws Exception {
    registry.publish("a", "1.0.0");
    HttpResponse<byte[]> first = get("a");
    String tag = first.headers().firstValue("etag").orElseThrow();
    String modified = first.headers().firstValue("last-modified").orElseThrow();

    assertThat(get("a", "If-None-Match", tag).statusCode()).isEqualTo(304);
    assertThat(get("a", "If-Modified-Since", modified).statusCode()).isEqualTo(304);
    registry.publish("a", "1.1.0");
    assertThat(get("a", "If-None-Match", tag).statusCode()).isEqualTo(200);
    assertThat(get("a", "If-Modified-Since", modified).statusCode()).isEqualTo(200);
  }

  @Test
  void aPackumentIsCompressedForThoseWhoAccept() throws Exception {
    registry.publish("a", "1.0.0");

    HttpResponse<byte[]> answer = get("a", "Accept-Encoding", "gzip");

    assertThat(answer.headers().firstValue("content-encoding")).hasValue("gzip");
    assertThat(answer.headers().firstValue("vary")).hasValue("Accept, Accept-Encoding");
    try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(answer.body()))) {
      assertThat(in.readAllBytes()).isEqualTo(get("a").body());
    }
  }

  @Test
  void latestIsThePublishedLastUnlessThatIsAPrereleaseOrHasItsOwnTag() throws Exception {
    registry
        .publish("a", "1.0.0")
        .publish("a", "2.0.0-rc.1")
        .publish("a", "3.0.0", p -> p.tag("next"));

    assertThat(new String(get("-/package/a/dist-tags").body(), UTF_8))
        .isEqualTo("{\"latest\":\"1.0.0\",\"next\":\"3.0.0\"}");
    assertThat(json(get("a/next")).path("version").stringValue()).isEqualTo("3.0.0");
    assertThat(json(get("a/2.0.0-rc.1")).path("name").stringValue()).isEqualTo("a");
  }

  @Test
  void tagsAreSetAndRemoved() throws Exception {
    registry.publish("a", "1.0.0");

    assertThat(send("PUT", "-/package/a/dist-tags/beta", "\"1.0.0\"").statusCode()).isEqualTo(201);
    assertThat(json(get("a")).path("dist-tags").path("beta").stringValue()).isEqualTo("1.0.0");
    assertThat(send("PUT", "-/package/a/dist-tags/beta", "\"9.0.0\"").statusCode()).isEqualTo(400);
    assertThat(send("DELETE", "-/package/a/dist-tags/beta", "").statusCode()).isEqualTo(200);
    assertThat(json(get("a")).path("dist-tags").has("beta")).isFalse();
  }

  @Test
  void aTarballIsServedWholeInPartAndByItsHeadersAlone() throws Exception {
    registry.publish("@s/n", "1.0.0");
    byte[] whole = registry.tarball("@s/n", "1.0.0");
    String path = "@s/n/-/n-1.0.0.tgz";

    assertThat(get(path).body()).isEqualTo(whole);
    HttpResponse<byte[]> part = get(path, "Range", "bytes=10-19");
    assertThat(part.statusCode()).isEqualTo(206);
    assertThat(part.body()).hasSize(10);
    assertThat(part.headers().firstValue("content-range")).hasValue("bytes 10-19/" + whole.length);
    HttpResponse<byte[]> head = send("HEAD", path, "");
    assertThat(head.body()).isEmpty();
    assertThat(head.headers().firstValueAsLong("content-length")).hasValue(whole.length);
    assertThat(get(path, "Range", "bytes=999999-").statusCode()).isEqualTo(416);
  }

  @Test
  void theSameDescriptionGivesTheSameTarball() {
    registry.publish("a", "1.0.0", p -> p.bin("a", "cli.js").bundled("b", "2.0.0"));
    byte[] once = registry.tarball("a", "1.0.0");
    registry.publish("a", "1.0.0", p -> p.bin("a", "cli.js").bundled("b", "2.0.0"));

    assertThat(registry.tarball("a", "1.0.0")).isEqualTo(once);
  }

  @Test
  void whatIsMissingIs404WithAReason() throws Exception {
    registry.publish("a", "1.0.0");

    assertThat(new String(get("nothing").body(), UTF_8)).isEqualTo("{\"error\":\"Not found\"}");
    assertThat(get("a/9.9.9").statusCode()).isEqualTo(404);
    assertThat(get("a/-/a-9.9.9.tgz").statusCode()).isEqualTo(404);
    registry.unpublish("a", "1.0.0");
    assertThat(get("a").statusCode()).isEqualTo(404);
  }

  @Test
  void theGatewayKnowsNoValidatorsFormsOrCompression() throws Exception {
    try (MockRegistry gateway = MockRegistry.start(MockRegistry.Options.gateway().below("/npm/"))) {
      gateway.publish("a", "1.0.0", p -> p.deprecated("old").script("install", "x"));
      gateway.publish("a", "2.0.0", p -> p.tag("next"));
      HttpRequest request =
          HttpRequest.newBuilder(URI.create(gateway.url() + "a"))
              .header("Accept", ABBREVIATED)
              .header("Accept-Encoding", "gzip")
              .build();

      HttpResponse<byte[]> answer = client.send(request, HttpResponse.BodyHandlers.ofByteArray());

      assertThat(answer.headers().map()).doesNotContainKeys("etag", "vary", "content-encoding");
      JsonNode document = json(answer);
      assertThat(document.propertyNames())
          .containsExactly("_id", "name", "dist-tags", "versions", "time");
      assertThat(document.path("dist-tags").propertyNames()).containsExactly("latest");
      assertThat(document.path("versions").path("1.0.0").propertyNames())
          .containsExactly("name", "version", "scripts", "_id", "dist");
      assertThat(document.path("versions").path("1.0.0").path("dist").path("tarball").stringValue())
          .isEqualTo(gateway.url() + "a/-/a-1.0.0.tgz");
    }
  }

  @Test
  void secretsAreAskedForByPath() throws Exception {
    registry.publish("@corp/x", "1.0.0").publish("a", "1.0.0");
    registry.requireBearer("/@corp/*", "s3cret");

    assertThat(get("a").statusCode()).isEqualTo(200);
    assertThat(get("@corp%2fx").statusCode()).isEqualTo(401);
    assertThat(get("@corp%2fx", "Authorization", "Bearer s3cret").statusCode()).isEqualTo(200);
    assertThat(registry.requests().matching("/@corp/*").getLast().header("Authorization"))
        .isEqualTo("Bearer s3cret");
  }

  @Test
  void faultsComeInTheOrderTheyWereSetAndEnd() throws Exception {
    registry.publish("a", "1.0.0");
    registry
        .fail("/a", 2, Fault.status(503))
        .fail("/a", 1, Fault.tooManyRequests(Duration.ofSeconds(7)))
        .fail("/a", 1, Fault.html());

    assertThat(get("a").statusCode()).isEqualTo(503);
    assertThat(get("a").statusCode()).isEqualTo(503);
    assertThat(get("a").headers().firstValue("retry-after")).hasValue("7");
    assertThat(get("a").headers().firstValue("content-type")).hasValue("text/html");
    assertThat(get("a").statusCode()).isEqualTo(200);
  }

  @Test
  void aTruncatedBodyAndADroppedConnectionBreakTheClientsRead() {
    registry.publish("a", "1.0.0");
    registry.fail("/a", 1, Fault.truncate(20)).fail("/a", 5, Fault.disconnect());

    assertThatThrownBy(() -> get("a")).isInstanceOf(IOException.class);
    assertThatThrownBy(() -> get("a")).isInstanceOf(IOException.class);
  }

  @Test
  void aCorruptTarballHasTheRightLengthAndOtherBytes() throws Exception {
    registry.publish("a", "1.0.0");
    registry.fail("*.tgz", Fault.corrupt());

    byte[] got = get("a/-/a-1.0.0.tgz").body();

    byte[] right = registry.tarball("a", "1.0.0");
    assertThat(got).hasSameSizeAs(right).isNotEqualTo(right);
  }

  @Test
  void aDrippingBodyArrivesWhole() throws Exception {
    registry.publish("a", "1.0.0");
    registry.fail("*.tgz", Fault.drip(100, Duration.ofMillis(1)));

    assertThat(get("a/-/a-1.0.0.tgz").body()).isEqualTo(registry.tarball("a", "1.0.0"));
  }

  @Test
  void aGateHoldsRequestsUntilItOpensAndTheLogCountsThem() throws Exception {
    registry.publish("a", "1.0.0").publish("b", "1.0.0");
    Gate gate = registry.hold("/*");
    HttpRequest a = HttpRequest.newBuilder(URI.create(registry.url() + "a")).build();
    HttpRequest b = HttpRequest.newBuilder(URI.create(registry.url() + "b")).build();

    var first = client.sendAsync(a, HttpResponse.BodyHandlers.discarding());
    var second = client.sendAsync(b, HttpResponse.BodyHandlers.discarding());
    gate.awaitArrivals(2);
    assertThat(first).isNotDone();
    gate.open();

    assertThat(List.of(first.get().statusCode(), second.get().statusCode())).containsOnly(200);
    assertThat(registry.requests().mostAtOnce()).isEqualTo(2);
    assertThat(registry.requests().counts()).containsEntry("GET /a", 1).containsEntry("GET /b", 1);
    registry.requests().clear();
    assertThat(registry.requests().count()).isZero();
  }

  private HttpResponse<byte[]> get(String path, String... headers) throws Exception {
    HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(registry.url() + path));
    if (headers.length > 0) {
      request.headers(headers);
    }
    return client.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
  }

  private HttpResponse<byte[]> send(String method, String path, String body) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(registry.url() + path))
            .method(method, HttpRequest.BodyPublishers.ofString(body))
            .build();
    return client.send(request, HttpResponse.BodyHandlers.ofByteArray());
  }

  private static JsonNode json(HttpResponse<byte[]> answer) {
    return Json.parse(answer.body());
  }
}
