package dev.jpm.mirror;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jpm.mirror.config.MirrorConfig.Limits;
import dev.jpm.mirror.config.StorageConfig;
import dev.jpm.mirror.server.Probe;
import dev.jpm.registrymock.Fault;
import dev.jpm.registrymock.Gate;
import dev.jpm.registrymock.MockRegistry;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.node.ObjectNode;

/** What comes from an upstream. */
class ProxyTest {
  private static final String SHORT = "application/vnd.npm.install-v1+json";

  private final MockRegistry upstream = MockRegistry.start();

  @TempDir private Path storage;
  private Served mirror;

  @BeforeEach
  void start() {
    upstream
        .publish(
            "a", "1.0.0", release -> release.script("install", "x").field("description", "\"d\""))
        .publish("a", "1.1.0", release -> release.dependency("b", "^1").deprecated("old"))
        .publish("@s/b", "2.0.0")
        .tag("a", "next", "1.1.0");
    mirror = Served.before(upstream, storage);
  }

  @AfterEach
  void stop() {
    mirror.close();
    upstream.close();
  }

  /** Goes on with a mirror that keeps what it has there. */
  private void keepIn(StorageKind kind) {
    if (kind != StorageKind.EMBEDDED) {
      mirror.close();
      StorageConfig place = kind.make(storage);
      mirror = Served.of(Served.config(upstream, place, "", List.of(), Limits.USUAL));
    }
  }

  @Test
  void bothFormsComeWithTarballsOfTheMirror() {
    ObjectNode full = mirror.document("a");
    ObjectNode abbreviated = mirror.document("a", "accept", SHORT + "; q=1.0, */*");

    assertThat(full.path("time").path("1.0.0").asString()).isNotEmpty();
    assertThat(full.path("versions").path("1.0.0").path("scripts").path("install").asString())
        .isEqualTo("x");
    ObjectNode first = abbreviated.path("versions").path("1.0.0").asObject();
    assertThat(first.propertyNames()).contains("dist", "version").doesNotContain("scripts");
    assertThat(first.path("hasInstallScript").asBoolean()).isTrue();
    assertThat(abbreviated.path("modified").asString()).isNotEmpty();
    assertThat(abbreviated.path("time").has("1.1.0")).isTrue();
    assertThat(abbreviated.path("versions").path("1.1.0").path("deprecated").asString())
        .isEqualTo("old");
    assertThat(abbreviated.path("dist-tags").path("next").asString()).isEqualTo("1.1.0");
    for (ObjectNode document : List.of(full, abbreviated)) {
      assertThat(document.path("versions").path("1.1.0").path("dist").path("tarball").asString())
          .isEqualTo(mirror.url() + "a/-/a-1.1.0.tgz");
    }
    assertThat(upstream.requests().count("/a")).isOne();
  }

  @ParameterizedTest
  @ValueSource(strings = {"@s/b", "@s%2fb", "@s%2Fb"})
  void scopedNamesAreKnownInEveryEncoding(String path) {
    assertThat(mirror.document(path).path("name").asString()).isEqualTo("@s/b");
    assertThat(mirror.document(path + "/2.0.0").path("dist").path("tarball").asString())
        .isEqualTo(mirror.url() + "@s/b/-/b-2.0.0.tgz");
    assertThat(mirror.get(path + "/-/b-2.0.0.tgz").body())
        .isEqualTo(upstream.tarball("@s/b", "2.0.0"));
    assertThat(mirror.document("-/package/" + path + "/dist-tags").path("latest").asString())
        .isEqualTo("2.0.0");
  }

  @Test
  void aClientThatHasThePackumentIsToldSo() throws IOException {
    HttpResponse<byte[]> first = mirror.get("a", "accept-encoding", "gzip");
    String etag = Served.header(first, "etag");

    HttpResponse<byte[]> second = mirror.get("a", "if-none-match", etag);

    assertThat(Served.header(first, "content-encoding")).isEqualTo("gzip");
    byte[] plain = new GZIPInputStream(new ByteArrayInputStream(first.body())).readAllBytes();
    assertThat(plain).isEqualTo(mirror.get("a").body());
    assertThat(Served.header(first, "vary")).contains("accept").contains("accept-encoding");
    assertThat(Served.header(first, "cache-control")).isEqualTo("public, max-age=300");
    assertThat(second.statusCode()).isEqualTo(304);
    assertThat(second.body()).isEmpty();
    assertThat(mirror.get("a", "accept", SHORT, "if-none-match", etag).statusCode()).isEqualTo(200);
  }

  @Test
  void aVersionOrATagHasADocumentOfItsOwn() {
    assertThat(mirror.document("a/next").path("version").asString()).isEqualTo("1.1.0");
    assertThat(mirror.document("a/1.0.0").path("scripts").has("install")).isTrue();
    assertThat(mirror.get("a/9.9.9").statusCode()).isEqualTo(404);
    assertThat(Served.json(mirror.get("a/9.9.9")).path("error").asString())
        .isEqualTo("version not found: 9.9.9");
  }

  @ParameterizedTest
  @MethodSource("dev.jpm.mirror.StorageKind#all")
  void tarballsAreFetchedOnceAndComeInParts(StorageKind kind) {
    keepIn(kind);
    byte[] bytes = upstream.tarball("a", "1.0.0");

    assertThat(mirror.get("a/-/a-1.0.0.tgz").body()).isEqualTo(bytes);
    HttpResponse<byte[]> part = mirror.get("a/-/a-1.0.0.tgz", "range", "bytes=2-5");
    HttpResponse<byte[]> head = mirror.send("HEAD", "a/-/a-1.0.0.tgz", "");

    assertThat(part.statusCode()).isEqualTo(206);
    assertThat(part.body()).isEqualTo(java.util.Arrays.copyOfRange(bytes, 2, 6));
    assertThat(Served.header(part, "content-range")).isEqualTo("bytes 2-5/" + bytes.length);
    assertThat(mirror.get("a/-/a-1.0.0.tgz", "range", "bytes=-3").body()).hasSize(3);
    assertThat(mirror.get("a/-/a-1.0.0.tgz", "range", "bytes=999999-").statusCode()).isEqualTo(416);
    assertThat(Served.header(head, "content-length")).isEqualTo(Integer.toString(bytes.length));
    assertThat(head.body()).isEmpty();
    assertThat(Served.header(head, "cache-control")).contains("immutable");
    assertThat(upstream.requests().tarballCount()).isOne();
    assertThat(mirror.get("a/-/a-7.0.0.tgz").statusCode()).isEqualTo(404);
  }

  @Test
  void otherBytesThanThePackumentPromisesReachNobodyWhole() {
    upstream.fail("/a/-/*", 1, new Fault.Corrupt());

    HttpResponse<byte[]> refused = mirror.get("a/-/a-1.0.0.tgz");
    assertThat(refused.statusCode()).isEqualTo(502);
    assertThat(Served.text(refused)).contains("not what its packument promises");
    assertThat(mirror.get("a/-/a-1.0.0.tgz").body()).isEqualTo(upstream.tarball("a", "1.0.0"));
  }

  @Test
  void aTarballThatEndsTooEarlyIsNotKept() {
    byte[] noise = new byte[300_000];
    new Random(1).nextBytes(noise);
    upstream.publish("big", "1.0.0", release -> release.file("noise", noise, 0644));
    upstream.fail("/big/-/*", 1, new Fault.Truncate(200_000));

    assertThat(isServed("big/-/big-1.0.0.tgz")).isFalse();
    assertThat(mirror.get("big/-/big-1.0.0.tgz").body())
        .isEqualTo(upstream.tarball("big", "1.0.0"));
  }

  /** An answer that has begun breaks off; one that has not says what happened. */
  private boolean isServed(String path) {
    try {
      return mirror.get(path).statusCode() != 502;
    } catch (UncheckedIOException broken) {
      return false;
    }
  }

  @Test
  void whatManyWantAtOnceIsAskedOnce() throws Exception {
    Gate packument = upstream.hold("/a");
    Gate tarball = upstream.hold("/a/-/*");
    try (ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<HttpResponse<byte[]>>> answers = new ArrayList<>();
      for (int i = 0; i < 8; i++) {
        String path = i % 2 == 0 ? "a" : "a/-/a-1.0.0.tgz";
        answers.add(clients.submit(() -> mirror.get(path)));
      }
      packument.awaitArrivals(1);
      packument.open();
      tarball.awaitArrivals(1);
      tarball.open();
      for (Future<HttpResponse<byte[]>> answer : answers) {
        assertThat(answer.get().statusCode()).isEqualTo(200);
      }
    }
    assertThat(upstream.requests().count("/a")).isOne();
    assertThat(upstream.requests().tarballCount()).isOne();
  }

  @ParameterizedTest
  @MethodSource("dev.jpm.mirror.StorageKind#all")
  void anAnswerHoldsForItsLifetimeAndIsAskedForAgainWithItsEtag(StorageKind kind) {
    keepIn(kind);
    mirror.document("a");
    mirror.pass(Duration.ofMinutes(4));
    mirror.document("a");
    assertThat(upstream.requests().count("/a")).isOne();

    mirror.pass(Duration.ofMinutes(20));
    mirror.document("a");
    assertThat(upstream.requests().matching("/a").getLast().header("if-none-match")).isNotNull();

    upstream.publish("a", "1.2.0");
    mirror.pass(Duration.ofMinutes(20));
    assertThat(mirror.document("a").path("versions").has("1.2.0")).isTrue();
  }

  @Test
  void anAnswerThatIsALittleOldIsGivenAtOnceWhileTheUpstreamIsAsked() throws Exception {
    mirror.document("a");
    upstream.publish("a", "1.2.0");
    mirror.pass(Duration.ofMinutes(7));
    Gate gate = upstream.hold("/a");

    assertThat(mirror.document("a").path("versions").has("1.2.0")).isFalse();
    gate.awaitArrivals(1);
    gate.open();
  }

  @Test
  void aTarballOfAVersionThatTheMirrorHasNotHeardOfIsLookedFor() {
    mirror.document("a");
    upstream.publish("a", "1.3.0");
    assertThat(mirror.get("a/-/a-1.3.0.tgz").statusCode()).isEqualTo(404);
    assertThat(upstream.requests().count("/a")).isOne();

    mirror.pass(Duration.ofSeconds(6));
    assertThat(mirror.get("a/-/a-1.3.0.tgz").body()).isEqualTo(upstream.tarball("a", "1.3.0"));
  }

  @ParameterizedTest
  @MethodSource("dev.jpm.mirror.StorageKind#all")
  void whatIsKeptOutlivesItsUpstream(StorageKind kind) {
    keepIn(kind);
    mirror.document("a");
    mirror.get("a/-/a-1.0.0.tgz");
    Fault page = new Fault.Answer(200, java.util.Map.of("Content-Type", "text/html"), "<p>Hi");
    for (Fault fault :
        List.of(
            Fault.status(500),
            page,
            new Fault.Disconnect(),
            new Fault.Answer(200, java.util.Map.of(), "{}"))) {
      upstream.heal().fail("*", fault);
      mirror.pass(Duration.ofHours(1));
      assertStale(mirror.get("a"));
    }
    upstream.close();
    mirror.restart();

    assertStale(mirror.get("a", "accept", SHORT));
    assertThat(mirror.get("a/-/a-1.0.0.tgz").statusCode()).isEqualTo(200);
    assertThat(mirror.get("a/-/a-1.1.0.tgz").statusCode()).isEqualTo(502);
    HttpResponse<byte[]> other = mirror.get("@s/b");
    assertThat(other.statusCode()).isEqualTo(502);
    assertThat(Served.json(other).path("error").asString()).contains("@s/b cannot be asked");
  }

  private static void assertStale(HttpResponse<byte[]> answer) {
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(Served.header(answer, "warning")).startsWith("110");
    assertThat(Served.json(answer).path("versions").has("1.0.0")).isTrue();
  }

  @Test
  void thatThereIsNoPackageHoldsForAWhileToo() {
    assertThat(mirror.get("c").statusCode()).isEqualTo(404);
    assertThat(mirror.get("c").statusCode()).isEqualTo(404);
    assertThat(upstream.requests().count("/c")).isOne();

    upstream.publish("c", "1.0.0");
    mirror.pass(Duration.ofMinutes(2));
    assertThat(mirror.get("c").statusCode()).isEqualTo(200);
  }

  @Test
  void anUpstreamThatIsBackIsAskedAgainHoweverManyAskedMeanwhile() {
    upstream.fail("*", Fault.status(500));
    for (String name : List.of("c", "d", "e", "f")) {
      assertThat(mirror.get(name).statusCode()).isEqualTo(502);
    }
    assertThat(upstream.requests().count("/f")).isZero();
    upstream.heal();

    mirror.pass(Duration.ofSeconds(6));
    assertThat(mirror.get("a").statusCode()).isEqualTo(502);
    mirror.pass(Duration.ofSeconds(6));
    assertThat(mirror.get("a").statusCode()).isEqualTo(200);
  }

  @Test
  void aRefusalOfSomeNamesLeavesTheOthers() {
    for (String name : List.of("c", "d", "e", "f")) {
      upstream.fail("/" + name, Fault.status(403));
      assertThat(mirror.get(name).statusCode()).isEqualTo(502);
    }
    assertThat(mirror.get("a").statusCode()).isEqualTo(200);
  }

  @Test
  void theAddressThatPeopleKnowStandsInPackuments() {
    mirror.close();
    mirror =
        Served.of(
            Served.config(
                upstream,
                StorageConfig.in(storage),
                "https://npm.example/registry/",
                List.of(),
                Limits.USUAL));

    assertThat(mirror.document("registry/a/latest").path("dist").path("tarball").asString())
        .isEqualTo("https://npm.example/registry/a/-/a-1.1.0.tgz");
    assertThat(mirror.document("@s%2fb/latest").path("dist").path("tarball").asString())
        .isEqualTo("https://npm.example/registry/@s/b/-/b-2.0.0.tgz");
  }

  @Test
  void behindAProxyTheAddressCountsThatItHasSeen() {
    mirror.get("-/ping", "x-forwarded-for", "203.0.113.7");
    mirror.close();
    assertThat(mirror.log().getLast()).contains("\"remote\":\"127.0.0.1\"");
    StorageConfig same = StorageConfig.in(storage);
    mirror =
        Served.of(Served.config(upstream, same, "https://npm.example/", List.of(), Limits.USUAL));

    mirror.get("-/ping", "x-forwarded-for", "198.51.100.1, 203.0.113.7");
    mirror.close();
    assertThat(mirror.log().getLast()).contains("\"remote\":\"203.0.113.7\"");
  }

  @Test
  void theMirrorTellsThatItIsThere() throws IOException {
    assertThat(Served.text(mirror.get("-/ping"))).isEqualTo("{}");
    assertThat(mirror.get("-/health").statusCode()).isEqualTo(200);
    assertThat(mirror.get("-/ready").statusCode()).isEqualTo(200);
    Probe.main(new String[] {mirror.url() + "-/ready"});
    assertThatThrownBy(() -> Probe.main(new String[] {mirror.url() + "-/none"}))
        .hasMessageEndingWith("/-/none answers 404");
    assertThat(mirror.get("-/nothing/here/at/all").statusCode()).isEqualTo(404);
    assertThat(mirror.send("POST", "-/ping", "{}").statusCode()).isEqualTo(405);
    assertThat(mirror.log())
        .anySatisfy(line ->
            assertThat(line).contains("\"path\":\"/-/ping\"", "\"status\":200", "\"bytes\":2"));
  }
}
