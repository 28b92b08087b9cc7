package dev.jpm.it;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.jpm.cli.audit.TrustedAttestations;
import dev.jpm.mirror.Mirror;
import dev.jpm.mirror.config.MirrorConfig;
import dev.jpm.mirror.config.MirrorConfig.Listen;
import dev.jpm.mirror.publish.Provenance;
import dev.jpm.registrymock.MockRegistry;
import dev.jpm.registrymock.sigstore.MockSigstore;
import dev.jpm.registrymock.sigstore.MockSigstore.Asked;
import dev.jpm.testing.CommandResult;
import dev.jpm.testing.SpawnedCommand;
import dev.jpm.testing.TempProject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** {@code jpm publish} with what proves how a package was built. */
class ProvenanceTest {
  private static final String[] PUBLISH = {
    "publish", "--provenance", "--access=public", "--trust-root=../root.json", "--loglevel=silly"
  };

  /** npm's own libraries verify a bundle by a trust root. */
  private static final String NPMS_VERIFIER =
      """
      const { realpathSync, readFileSync } = require('node:fs')
      const { dirname, join } = require('node:path')
      const modules = join(dirname(realpathSync(process.argv[1])), '..', 'node_modules')
      const load = (name) => require(join(modules, '@sigstore', name))
      const json = (at) => JSON.parse(readFileSync(process.argv[at], 'utf8'))
      const { Verifier, toTrustMaterial, toSignedEntity } = load('verify')
      const root = load('protobuf-specs').TrustedRoot.fromJSON(json(2))
      const signer = new Verifier(toTrustMaterial(root), {})
        .verify(toSignedEntity(load('bundle').bundleFromJSON(json(3))), {})
      console.log(signer.identity.subjectAlternativeName)
      """;

  private final MockRegistry registry = MockRegistry.start();
  private final MockSigstore sigstore = MockSigstore.start();

  @TempDir private Path temp;
  private TempProject project;
  private Jpm jpm;

  @BeforeEach
  void aBuild() throws IOException {
    TempProject.in(temp).file("root.json", sigstore.trustRoot());
    project = TempProject.in(temp.resolve("project")).file("index.js", "module.exports = 1\n");
    version("1.0.0");
    jpm =
        Jpm.with(temp.resolve("home"), registry)
            .set("PATH", StandInNode.in(temp.resolve("bin")) + ":/usr/bin:/bin")
            .set("npm_config_runtime", "system")
            .set("GITHUB_ACTIONS", "true")
            .set("GITHUB_REPOSITORY", "own/p")
            .set("ACTIONS_ID_TOKEN_REQUEST_URL", sigstore.url() + MockSigstore.TOKENS + "?run=1")
            .set("ACTIONS_ID_TOKEN_REQUEST_TOKEN", "asks");
    logIn(registry.url(), "secret");
  }

  private void version(String version) {
    project.file("package.json", "{\"name\": \"@own/p\", \"version\": \"" + version + "\"}");
  }

  private void logIn(String address, String token) {
    project.npmrc(address.replaceFirst("^http:", "") + ":_authToken=" + token);
  }

  @AfterEach
  void stop() {
    sigstore.close();
    registry.close();
  }

  @Test
  void whatIsPublishedIsProvenToEverybody() throws Exception {
    MirrorConfig config =
        MirrorConfig.of(
            new Listen("127.0.0.1", 0), temp.resolve("storage"), URI.create(registry.url()));
    Provenance provenance = new Provenance(TrustedAttestations.of(temp.resolve("root.json")));
    try (Mirror mirror = Mirror.start(config, provenance, InstantSource.system(), line -> {})) {
      jpm.set("npm_config_registry", mirror.url());
      logIn(mirror.url(), user(mirror.url()));
      jpm.run(project, PUBLISH).succeeded();
      version("1.0.1");
      // By now the registry can be asked who may see it.
      jpm.run(project, "publish", "--provenance", "--trust-root=../root.json").succeeded();

      TempProject app =
          TempProject.in(temp.resolve("app"))
              .file("package.json", "{\"dependencies\": {\"@own/p\": \"1.0.1\"}}");
      jpm.run(app, "install").succeeded();
      assertThat(
              jpm.run(app, "audit", "signatures", "--trust-root=../root.json").succeeded().stdout())
          .contains(
              "1 package has a verified registry signature", "1 package has a verified attest");
      assertThat(jpm.run(app, "audit", "signatures").failed(1).stdout())
          .contains("1 package has an invalid attestation");
      String served = get(mirror.url() + "-/npm/v1/attestations/@own%2fp@1.0.1");
      JsonNode bundle =
          json(served)
              .path("attestations")
              .valueStream()
              .filter(it -> it.path("predicateType").asString("").contains("slsa.dev"))
              .findFirst()
              .orElseThrow()
              .path("bundle");
      app.file("bundle.json", bundle.toString());
      assertThat(npmVerifies(app))
          .isEqualTo("https://github.com/own/p/.github/workflows/release.yml@refs/heads/main\n");
    }
  }

  private static String npmVerifies(TempProject app) throws InterruptedException {
    List<String> command =
        List.of(
            "/bin/sh",
            "-c",
            "exec node -e \"$0\" \"$(command -v npm)\" ../root.json bundle.json",
            NPMS_VERIFIER);
    Map<String, String> path =
        Map.of("PATH", System.getenv().getOrDefault("PATH", "/usr/bin:/bin"));
    try (SpawnedCommand node = SpawnedCommand.start(app.folder(), path, command)) {
      return node.await().succeeded().stdout();
    }
  }

  @Test
  void aStatementIsSignedAndToldAsByNpm() {
    CommandResult result = jpm.run(project, PUBLISH).succeeded();

    assertThat(result.stderr())
        .contains(
            "jpm notice publish Signed provenance statement with source and build information from"
                + " GitHub Actions\n",
            "jpm notice publish Provenance statement published to transparency log: "
                + sigstore.url()
                + "/api/v1/log/entries?logIndex=1000\n");
    assertThat(sigstore.asked().stream().map(Asked::target))
        .containsExactly(
            MockSigstore.TOKENS + "?run=1&audience=npm%3A127.0.0.1",
            MockSigstore.TOKENS + "?run=1&audience=sigstore",
            MockSigstore.CERTIFICATES,
            MockSigstore.ENTRIES);
    ObjectNode sent = sent();
    JsonNode attached = sent.path("_attachments").path("@own/p-1.0.0.sigstore");
    String text = attached.path("data").asString();
    assertThat(attached.path("length").asInt()).isEqualTo(text.length());
    assertThat(attached.path("content_type").asString())
        .isEqualTo("application/vnd.dev.sigstore.bundle.v0.3+json");
    JsonNode subject = statement(json(text)).path("subject").path(0);
    assertThat(subject.path("name").asString()).isEqualTo("pkg:npm/%40own/p@1.0.0");
    assertThat(subject.path("digest").path("sha512").asString()).hasSize(128);
  }

  @Test
  void tokensGoToTheAuthorityAlone() {
    String told = jpm.run(project, PUBLISH).succeeded().transcript();
    sigstore.fail(MockSigstore.CERTIFICATES, 422);
    version("1.0.1");
    told += jpm.run(project, PUBLISH).failed(1).transcript();

    String token = sigstore.token("sigstore");
    assertThat(told).doesNotContain(token).doesNotContain("asks");
    assertThat(registry.requests().all())
        .noneMatch(request ->
            request.body().contains(token) || request.headers().toString().contains(token));
    for (Asked asked : sigstore.asked()) {
      boolean certifies = asked.target().equals(MockSigstore.CERTIFICATES);
      assertThat(asked.body().contains(token)).as(asked.target()).isEqualTo(certifies);
      // Who publishes is nobody's business there.
      assertThat(asked.headers().toString()).doesNotContain("secret");
    }
  }

  @Test
  void whatIsNotSignedIsNotPublished() {
    sigstore.fail(MockSigstore.ENTRIES, 409);
    assertThat(failure(PUBLISH))
        .contains("code TLOG_CREATE_ENTRY_ERROR", "error creating tlog entry - (409) it does");
    sigstore.heal().fail(MockSigstore.CERTIFICATES, 500);
    sigstore.forget();
    assertThat(failure(PUBLISH))
        .contains(
            "code CA_CREATE_SIGNING_CERTIFICATE_ERROR", "signing certificate - (500) it does");
    assertThat(sigstore.asked().stream().map(Asked::target))
        .filteredOn(MockSigstore.CERTIFICATES::equals)
        .as("tries")
        .hasSize(3);
    sigstore.heal().fail(MockSigstore.TOKENS, 403);
    assertThat(failure(PUBLISH))
        .contains("code IDENTITY_TOKEN_READ_ERROR", "error retrieving identity token - ");
    assertThat(failure("publish", "--provenance", "--access=public", "--trust-root=none.json"))
        .contains("code ENOENT");
    assertThat(registry.requests().all()).noneMatch(request -> request.method().equals("PUT"));

    sigstore.heal();
    sigstore.forget();
    jpm.run(project, "publish", "--provenance", "--dry-run").succeeded();
    assertThat(sigstore.asked()).noneMatch(asked -> asked.target().contains("sigstore"));
  }

  @Test
  void onlySomeBuildsCanBeProven() {
    assertThat(failure("publish", "--provenance"))
        .contains(
            "EUSAGE",
            "Can't generate provenance for new or private package, you must set `access` to"
                + " public");
    jpm.unset("ACTIONS_ID_TOKEN_REQUEST_URL");
    assertThat(failure(PUBLISH))
        .contains("requires \"write\" access to the \"id-token\" permission");
    jpm.unset("GITHUB_ACTIONS");
    assertThat(failure(PUBLISH))
        .contains("EUSAGE", "Automatic provenance generation not supported for provider: null");
    jpm.set("CIRCLECI", "true");
    assertThat(failure(PUBLISH)).contains("not supported for provider: CircleCI");
    jpm.unset("CIRCLECI").set("GITLAB_CI", "true");
    assertThat(failure(PUBLISH))
        .contains("requires \"SIGSTORE_ID_TOKEN\" with \"sigstore\" audience to be present");

    jpm.set("SIGSTORE_ID_TOKEN", sigstore.token("sigstore"));
    project.file(
        "package.json",
        "{\"name\": \"@own/p\", \"version\": \"1.0.0\", \"publishConfig\":"
            + " {\"provenance\": true, \"access\": \"public\"}}");
    CommandResult published = jpm.run(project, "publish", "--trust-root=../root.json").succeeded();
    assertThat(published.stderr()).contains("build information from GitLab CI");
    JsonNode statement = statement(bundle(sent()));
    assertThat(statement.path("predicateType").asString())
        .isEqualTo("https://slsa.dev/provenance/v0.2");
  }

  @Test
  void aBundleOfAnotherToolIsVerifiedAndSent() {
    jpm.run(project, PUBLISH).succeeded();
    JsonNode bundle = bundle(sent());
    registry.unpublish("@own/p").requests().clear();
    project.file(".npmignore", "*.json");
    String[] publish = {"publish", "--provenance-file=bundle.json", "--trust-root=../root.json"};

    assertThat(failure(publish)).contains("code ENOENT", "Invalid provenance provided: ");
    project.file("bundle.json", "{");
    assertThat(failure(publish)).contains("code EJSONPARSE", "Invalid provenance provided: ");
    project.file("bundle.json", "{}");
    assertThat(failure(publish)).contains("No dsseEnvelope with payload found in sigstore bundle");
    project.file("bundle.json", enveloped("no"));
    assertThat(failure(publish)).contains("Failed to parse payload from dsseEnvelope: ");
    project.file("bundle.json", enveloped("{\"subject\": []}"));
    assertThat(failure(publish)).contains("No subject found in sigstore bundle payload");
    project.file("bundle.json", enveloped("{\"subject\": [{}, {}]}"));
    assertThat(failure(publish))
        .contains("Found more than one subject in the sigstore bundle payload");
    project.file("bundle.json", bundle.toString());
    assertThat(failure("publish", "--provenance-file=bundle.json"))
        .contains("code EATTESTATIONVERIFY");
    assertThat(failure("publish", "--provenance-file=bundle.json", "--provenance"))
        .contains("provenance-file");
    version("1.0.1");
    assertThat(failure(publish))
        .contains(
            "Provenance subject pkg:npm/%40own/p@1.0.0 does not match the package:"
                + " pkg:npm/%40own/p@1.0.1");
    version("1.0.0");
    project.file("more.js", "");
    assertThat(failure(publish)).contains("Provenance subject digest does not match the package");
    assertThat(registry.requests().all()).noneMatch(request -> request.method().equals("PUT"));

    project.remove("more.js");
    sigstore.forget();
    jpm.run(project, publish).succeeded();
    assertThat(bundle(sent())).isEqualTo(bundle);
    assertThat(sigstore.asked()).noneMatch(asked -> !asked.target().contains("audience=npm"));
  }

  private String failure(String... words) {
    CommandResult result = jpm.run(project, words);
    assertThat(result.exitCode()).as(result.transcript()).isNotZero();
    return result.stderr();
  }

  private static String enveloped(String payload) {
    return "{\"dsseEnvelope\": {\"payload\": \""
        + Base64.getEncoder().encodeToString(payload.getBytes(UTF_8))
        + "\"}}";
  }

  /** What the registry was sent last. */
  private ObjectNode sent() {
    return (ObjectNode)
        json(
            registry.requests().all().stream()
                .filter(request -> request.method().equals("PUT"))
                .toList()
                .getLast()
                .body());
  }

  private static JsonNode bundle(JsonNode sent) {
    return json(sent.path("_attachments").path("@own/p-1.0.0.sigstore").path("data").asString());
  }

  private static JsonNode statement(JsonNode bundle) {
    String payload = bundle.path("dsseEnvelope").path("payload").asString();
    return json(new String(Base64.getDecoder().decode(payload), UTF_8));
  }

  private static JsonNode json(String text) {
    return JsonMapper.shared().readTree(text);
  }

  /** The token of somebody who is new at the mirror. */
  private static String user(String url) throws IOException, InterruptedException {
    String body =
        "{\"name\": \"me\", \"password\": \"correct horse\", \"email\": \"me@mail.example\"}";
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(url + "-/user/org.couchdb.user:me"))
            .PUT(BodyPublishers.ofString(body))
            .build();
    return json(send(request)).path("token").asString();
  }

  private static String get(String url) throws IOException, InterruptedException {
    return send(HttpRequest.newBuilder(URI.create(url)).build());
  }

  private static String send(HttpRequest request) throws IOException, InterruptedException {
    try (HttpClient client = HttpClient.newHttpClient()) {
      return client.send(request, BodyHandlers.ofString()).body();
    }
  }
}
