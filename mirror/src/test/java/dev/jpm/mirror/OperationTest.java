package dev.jpm.mirror;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.jpm.mirror.config.AccessRule;
import dev.jpm.mirror.config.Circle;
import dev.jpm.mirror.config.MirrorConfig;
import dev.jpm.mirror.config.MirrorConfig.Access;
import dev.jpm.mirror.config.MirrorConfig.Listen;
import dev.jpm.mirror.config.Operation;
import dev.jpm.mirror.config.Operation.Rate;
import dev.jpm.mirror.config.Operation.Tls;
import dev.jpm.mirror.config.Operation.Upkeep;
import dev.jpm.registrymock.MockRegistry;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Version;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Base64;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What those need who run a mirror. */
class OperationTest {
  private static final Path TLS = Path.of("src/test/resources/tls");

  private final MockRegistry upstream = MockRegistry.start();

  @TempDir private Path temp;
  private MirrorConfig config;
  private Served mirror;

  @BeforeEach
  void start() {
    upstream.publish("a", "1.0.0").publish("a", "1.1.0");
    config =
        MirrorConfig.of(
            new Listen("127.0.0.1", 0), temp.resolve("storage"), URI.create(upstream.url()));
    AccessRule hidden = new AccessRule(List.of("hidden"), Circle.OWNERS, null, null);
    config = config.with(new Access(true, true, List.of(), List.of(hidden)));
    Rate rate = new Rate(30, Duration.ofMinutes(1));
    mirror =
        Served.of(config.with(new Operation(null, rate, temp.resolve("audit.jsonl"), Upkeep.NONE)));
  }

  @AfterEach
  void stop() {
    mirror.close();
    upstream.close();
  }

  @Test
  void figuresAndTheAuditLogTellWhatHappened() throws IOException {
    mirror.document("a");
    mirror.get("a/-/a-1.0.0.tgz");
    String[] me = People.enter(mirror, "me");
    mirror.send("DELETE", "-/package/a/dist-tags/next", "", me);
    mirror.get("-/whoami");
    mirror.get("missing");
    mirror.get("hidden", me);

    assertThat(Served.text(mirror.get("-/metrics")))
        .contains(
            "jpm_mirror_requests_total{kind=\"packument\",method=\"GET\",status=\"200\"} 1.0",
            "jpm_mirror_request_seconds_bucket{kind=\"tarball\",le=\"+Inf\"} 1");
    mirror.close();
    List<String> told = Files.readAllLines(temp.resolve("audit.jsonl"));
    // A call is told of after its answer has gone out, so that the next one may be told of before.
    assertThat(told)
        .satisfiesExactlyInAnyOrder(
            line -> assertThat(line).contains("/-/user/org.couchdb.user:me", "201"),
            line ->
                assertThat(line)
                    .contains("\"person\":\"me\"", "/-/package/a/dist-tags/next", "404"),
            line -> assertThat(line).contains("\"person\":null", "/-/whoami", "401"),
            line -> assertThat(line).contains("\"person\":\"me\"", "/hidden", "404"));
    assertThat(mirror.log()).anySatisfy(line -> assertThat(line).contains("\"person\":\"me\""));
  }

  @Test
  void whoAsksTooMuchWaits() {
    for (int i = 0; i < 30; i++) {
      assertThat(mirror.get("-/ping").statusCode()).isEqualTo(200);
    }
    assertThat(mirror.get("-/ping").statusCode()).isEqualTo(429);
    assertThat(Served.header(mirror.get("-/ping"), "retry-after")).isEqualTo("2");

    mirror.pass(Duration.ofSeconds(2));
    assertThat(mirror.get("-/ping").statusCode()).isEqualTo(200);
  }

  @Test
  void aPasswordIsStretchedOnceForManyRequests() {
    People.enter(mirror, "me");
    String[] basic = basic("me", People.PASSWORD);
    assertThat(mirror.get("-/whoami", basic).statusCode()).isEqualTo(200);

    long begun = System.nanoTime();
    for (int i = 0; i < 20; i++) {
      assertThat(mirror.get("-/whoami", basic).statusCode()).isEqualTo(200);
    }

    assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(1));
    assertThat(mirror.get("-/whoami", basic("me", "another")).statusCode()).isEqualTo(401);
  }

  private static String[] basic(String name, String password) {
    String pair = Base64.getEncoder().encodeToString((name + ":" + password).getBytes(UTF_8));
    return new String[] {"authorization", "Basic " + pair};
  }

  @Test
  void itSpeaksTls() throws Exception {
    mirror.close();
    Tls tls = new Tls(TLS.resolve("certificate.pem"), TLS.resolve("key.pem"));
    try (Mirror secure =
            Mirror.start(
                config.with(new Operation(tls, null, null, Upkeep.NONE)),
                InstantSource.system(),
                _ -> {});
        HttpClient client = HttpClient.newBuilder().sslContext(trusting(tls)).build()) {
      assertThat(secure.url()).startsWith("https://127.0.0.1:");
      for (Version version : List.of(Version.HTTP_1_1, Version.HTTP_2)) {
        HttpRequest request =
            HttpRequest.newBuilder(URI.create(secure.url() + "a")).version(version).build();
        HttpResponse<String> answer = client.send(request, BodyHandlers.ofString());
        assertThat(answer.version()).isEqualTo(version);
        assertThat(answer.body()).contains(secure.url() + "a/-/a-1.0.0.tgz");
      }
    }
  }

  private static SSLContext trusting(Tls tls) throws Exception {
    KeyStore known = KeyStore.getInstance("PKCS12");
    known.load(null, null);
    try (InputStream in = Files.newInputStream(tls.certificate())) {
      known.setCertificateEntry(
          "mirror", CertificateFactory.getInstance("X.509").generateCertificate(in));
    }
    TrustManagerFactory trust =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init(known);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, trust.getTrustManagers(), null);
    return context;
  }
}
