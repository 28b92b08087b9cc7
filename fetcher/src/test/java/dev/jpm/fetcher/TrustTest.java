package dev.jpm.fetcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.jpm.config.Credentials;
import dev.jpm.config.Proxies;
import dev.jpm.config.Registries;
import dev.jpm.config.Settings;
import dev.jpm.config.Tls;
import dev.jpm.model.PackageName;
import dev.jpm.model.error.ErrorCode;
import dev.jpm.model.error.JpmException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrustTest {
  private static final PackageName A = PackageName.parse("a");

  /** Shared: making keys takes longer than the tests. */
  @TempDir static Path folder;

  private final TestRegistry registry = new TestRegistry();

  @AfterEach
  void close() {
    registry.close();
  }

  @Test
  void refusesAServerThatNobodyVouchesForAndSaysWhatToSet() throws Exception {
    try (TestServer server = new TestServer(folder, false)) {
      JpmException error = failure(Map.of(), "registry=" + server.url());

      assertThat(error.code()).isEqualTo(ErrorCode.ETLS);
      assertThat(error.sentence()).contains("not trusted", server.url() + "a");
      assertThat(error.hints()).anyMatch(hint -> hint.contains("cafile"));
      assertThat(registry.pauses).as("trying again is of no use").isEmpty();
    }
  }

  @Test
  void believesWhatTheSettingsName() throws Exception {
    try (TestServer server = new TestServer(folder, false)) {
      Path file = server.certificatePem("server");
      String inline = Files.readString(file).replace("\n", "\\n");

      assertThat(name(Map.of(), "registry=" + server.url(), "cafile=" + file)).isEqualTo("a");
      assertThat(name(Map.of(), "registry=" + server.url(), "ca=\"" + inline + "\""))
          .isEqualTo("a");
    }
  }

  @Test
  void believesWhatNodesVariableNames() throws Exception {
    try (TestServer server = new TestServer(folder, false)) {
      Map<String, String> env =
          Map.of("NODE_EXTRA_CA_CERTS", server.certificatePem("server").toString());

      assertThat(name(env, "registry=" + server.url())).isEqualTo("a");
    }
  }

  @Test
  void believesNobodyElseWhereAFileIsNamed() throws Exception {
    try (TestServer server = new TestServer(folder, false)) {
      Map<String, String> env =
          Map.of("NODE_EXTRA_CA_CERTS", server.certificatePem("server").toString());

      JpmException error =
          failure(env, "registry=" + server.url(), "cafile=" + server.certificatePem("client"));

      assertThat(error.code()).isEqualTo(ErrorCode.ETLS);
    }
  }

  @Test
  void believesEverybodyWhereAskedTo() throws Exception {
    try (TestServer server = new TestServer(folder, false)) {
      assertThat(name(Map.of(), "registry=" + server.url(), "strict-ssl=false")).isEqualTo("a");
    }
  }

  @Test
  void showsTheCertificateOfTheRegistry() throws Exception {
    try (TestServer server = new TestServer(folder, true)) {
      String key = server.url().substring("https:".length());
      String ca = "cafile=" + server.certificatePem("server");

      assertThat(
              name(
                  Map.of(),
                  "registry=" + server.url(),
                  ca,
                  key + ":certfile=" + server.certificatePem("client"),
                  key + ":keyfile=" + server.keyPem()))
          .isEqualTo("a");
      assertThat(failure(Map.of(), "registry=" + server.url(), ca).code())
          .isIn(ErrorCode.ETLS, ErrorCode.ECONNRESET);
    }
  }

  @Test
  void tellsACertificateFileThatIsMissingOrEmpty() throws Exception {
    Path missing = folder.resolve("missing.pem");
    Path empty = Files.writeString(folder.resolve("empty.pem"), "no certificate");
    try (TestServer server = new TestServer(folder, false)) {
      String url = "registry=" + server.url();

      JpmException first = failure(Map.of(), url, "cafile=" + missing);
      assertThat(first.code()).isEqualTo(ErrorCode.ECONFIG);
      assertThat(first.sentence()).contains(missing.toString());
      assertThat(failure(Map.of(), url, "cafile=" + empty).code()).isEqualTo(ErrorCode.ECONFIG);
    }
  }

  private String name(Map<String, String> env, String... npmrc) {
    try (RegistryClient client = client(env, npmrc)) {
      return client.document(A).path("name").stringValue();
    }
  }

  private JpmException failure(Map<String, String> env, String... npmrc) {
    try (RegistryClient client = client(env, npmrc)) {
      return catchThrowableOfType(JpmException.class, () -> client.document(A));
    }
  }

  private RegistryClient client(Map<String, String> env, String... npmrc) {
    Settings settings = registry.settings(npmrc);
    HttpOptions options =
        new HttpOptions(Map.of(), 15, Duration.ofSeconds(20), RetryPolicy.DEFAULT);
    return new RegistryClient(
        options,
        new Registries(settings),
        new Credentials(settings),
        Proxies.of(settings),
        Tls.of(settings),
        env,
        registry.reporter(),
        registry.pauses::add);
  }
}
