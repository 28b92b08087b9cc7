package dev.jpm.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jpm.mirror.Mirror;
import dev.jpm.mirror.config.MirrorConfig;
import dev.jpm.mirror.config.MirrorConfig.Listen;
import dev.jpm.registrymock.Fault;
import dev.jpm.registrymock.MockRegistry;
import dev.jpm.testing.CommandResult;
import dev.jpm.testing.Folders;
import dev.jpm.testing.TempProject;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** How checks of signatures end where they cannot be made. What they tell is in the scenarios. */
class AuditSignaturesTest {
  private static final String EXPIRY = "2021-01-01T00:00:00.000Z";

  /** Of the release of sigstore that the recorded attestation is about. */
  private static final String INTEGRITY =
      "sha512-KCwMX6k20mQyFkNYG2XT3lwK9u1P36wS9YURFd85zCXP"
          + "rwrSLZCEh7/vMBFNYcJXRiBtGDS+T4/RZZF493zABA==";

  private static final String BUILT_BY =
      "{\"provenance\":{\"builtBy\":[{\"packages\":[\"sigstore\"],"
          + "\"repositories\":[\"%s\"]}]}}";

  @TempDir private Path temp;

  @Test
  void aKeyCountsForWhatWasPublishedBeforeItExpired() {
    try (MockRegistry registry = MockRegistry.start()) {
      registry.signingKey("old", EXPIRY);
      registry.publish(
          "a",
          "1.0.0",
          it -> it.signedBy("old").publishedAt(Instant.parse("2020-12-31T00:00:00Z")));
      registry.publish(
          "a",
          "2.0.0",
          it -> it.signedBy("old").publishedAt(Instant.parse("2021-01-01T00:00:00Z")));

      assertThat(signatures(registry, "1.0.0").succeeded().stdout())
          .endsWith("1 package has a verified registry signature\n\n");
      CommandResult expired = signatures(registry, "2.0.0").failed(1);
      assertThat(Jpm.codeOf(expired)).isEqualTo("EEXPIREDSIGNATUREKEY");
      assertThat(expired.stderr())
          .contains(
              "a@2.0.0 has a registry signature with keyid: old but the corresponding public key"
                  + " has expired "
                  + EXPIRY);
    }
  }

  @Test
  void aKeyThatTheRegistryDoesNotOfferIsAnError() {
    try (MockRegistry registry = MockRegistry.start()) {
      registry.signingKey("own", null).publish("a", "1.0.0", it -> it.signedBy("foreign"));

      CommandResult missing = signatures(registry, "1.0.0").failed(1);

      assertThat(Jpm.codeOf(missing)).isEqualTo("EMISSINGSIGNATUREKEY");
      assertThat(missing.stderr())
          .contains(
              "a@1.0.0 has a registry signature with keyid: foreign but no corresponding public key"
                  + " can be found");
    }
  }

  @Test
  void whoeverCannotBeAskedIsNoAllClear() {
    try (MockRegistry registry = MockRegistry.start()) {
      registry.publish("a", "1.0.0");
      assertThat(Jpm.codeOf(signatures(registry, "1.0.0").failed(3))).isEqualTo("ENOAUDIT");

      registry.signingKey("own", null);
      assertThat(Jpm.codeOf(signatures(registry, "1.0.0", "--offline").failed(3)))
          .isEqualTo("ENOAUDIT");
      registry.fail("/-/npm/v1/keys", new Fault.Answer(403, Map.of(), "no"));
      assertThat(Jpm.codeOf(signatures(registry, "1.0.0").failed(3))).isEqualTo("ENOAUDIT");
    }
  }

  @Test
  void whatIsAttestedIsProvenAndWhoBuiltItIsKept() throws IOException {
    try (MockRegistry registry = MockRegistry.start()) {
      String good = attested();
      registry.publish("sigstore", "0.4.0", it -> it.integrity(INTEGRITY).attested(good));
      Jpm jpm = Jpm.with(temp.resolve("home"), registry);
      TempProject project = sigstore();

      assertThat(jpm.run(project, "audit", "signatures").succeeded().stdout())
          .contains("\n\n1 package has a verified attestation\n(use --json");
      JsonNode json =
          json(jpm.run(project, "audit", "signatures", "--json", "--include-attestations"));
      assertThat(json.path("verified").path(0).path("attestationBundles")).hasSize(1);

      jpm.run(project, "audit", "signatures", "--write-identities").succeeded();
      String kept = project.read("jpm-identities.json");
      assertThat(kept).contains("\"workflow\": \".github/workflows/publish.yml\"");
      jpm.run(project, "audit", "signatures").succeeded();

      project.file("jpm-identities.json", kept.replace("sigstore-js", "other"));
      CommandResult changed = jpm.run(project, "audit", "signatures", "--report=sarif=r.sarif");
      assertThat(changed.failed(1).stdout())
          .contains("https://github.com/sigstore/other is recorded");
      assertThat(project.read("r.sarif")).contains("jpm/identity-changed");

      project.file("jpm-identities.json", kept);
      registry.signingKey("own", null);
      registry.publish("sigstore", "0.4.0", it -> it.integrity(INTEGRITY).signedBy("own"));
      assertThat(jpm.run(project, "audit", "signatures").failed(1).stdout())
          .contains("identity-lost");
      jpm.run(project, "audit", "signatures", "--write-identities").succeeded();
      jpm.run(project, "audit", "signatures").succeeded();
    }
  }

  @Test
  void behindAMirrorWhatWasAttestedIsProvenWithoutTheRegistry() throws IOException {
    MockRegistry registry = MockRegistry.start();
    String good = attested();
    registry
        .signingKey("own", null)
        .publish("sigstore", "0.4.0", it -> it.integrity(INTEGRITY).attested(good).signedBy("own"));
    MirrorConfig config =
        MirrorConfig.of(
            new Listen("127.0.0.1", 0), temp.resolve("mirror"), URI.create(registry.url()));
    try (Mirror mirror = Mirror.start(config, InstantSource.system(), line -> {})) {
      Jpm jpm =
          Jpm.withDefaults(Files.createDirectories(temp.resolve("home")))
              .set("npm_config_registry", mirror.url());
      TempProject project = sigstore();
      jpm.run(project, "audit", "signatures").succeeded();
      registry.close();

      assertThat(jpm.run(project, "audit", "signatures").succeeded().stdout())
          .contains("1 package has a verified attestation");
      project.file("jpm-policy.json", BUILT_BY.formatted("github.com/sigstore/*"));
      jpm.run(project, "audit", "signatures").succeeded();
      project.file("jpm-policy.json", BUILT_BY.formatted("github.com/other/*"));
      assertThat(jpm.run(project, "audit", "signatures").failed(1).stdout())
          .contains("built-by", "was built from https://github.com/sigstore/sigstore-js by");
    }
  }

  @Test
  void whatIsAttestedBadlyIsTold() throws IOException {
    String good = attested();
    try (MockRegistry registry = MockRegistry.start()) {
      registry.signingKey("own", null);
      Jpm jpm = Jpm.with(temp.resolve("home"), registry);
      TempProject project = sigstore();

      registry.publish(
          "sigstore",
          "0.4.0",
          it -> it.integrity(INTEGRITY).attested(good.replace("1673458312", "1673458311")));
      JsonNode bad = json(jpm.run(project, "audit", "signatures", "--json")).path("invalid");
      assertThat(bad.path(0).path("code").asString()).isEqualTo("EATTESTATIONVERIFY");
      assertThat(bad.path(0).path("message").asString())
          .startsWith("sigstore@0.4.0 failed to verify attestation: ");
      assertThat(jpm.run(project, "audit", "signatures").failed(1).stdout())
          .contains("1 package has an invalid attestation:\n\nsigstore@0.4.0 (");

      registry.publish("sigstore", "0.4.0", it -> it.attested(good));
      CommandResult other = jpm.run(project, "audit", "signatures").failed(1);
      assertThat(Jpm.codeOf(other)).isEqualTo("EATTESTATIONSUBJECT");
      assertThat(other.stderr()).contains("doesn't match what was signed: 282c0c5fa936d264");

      registry.fail("/-/npm/v1/attestations/*", new Fault.Answer(404, Map.of(), "{}"));
      assertThat(Jpm.codeOf(jpm.run(project, "audit", "signatures").failed(3)))
          .isEqualTo("ENOAUDIT");
    }
  }

  private TempProject sigstore() {
    TempProject project = TempProject.in(temp.resolve("attested"));
    project.file("package.json", "{\"dependencies\":{\"sigstore\":\"0.4.0\"}}");
    return project.file(
        "node_modules/sigstore/package.json", "{\"name\":\"sigstore\",\"version\":\"0.4.0\"}");
  }

  private static String attested() throws IOException {
    return Files.readString(Folders.fixture("attestations").resolve("sigstore-0.4.0.json"));
  }

  private static JsonNode json(CommandResult result) {
    return JsonMapper.shared().readTree(result.stdout());
  }

  private CommandResult signatures(MockRegistry registry, String version, String... more) {
    Jpm jpm = Jpm.with(temp.resolve("home"), registry);
    TempProject project = TempProject.in(temp.resolve("project" + version));
    project.file("package.json", "{\"dependencies\":{\"a\":\"" + version + "\"}}");
    project.file("node_modules/a/package.json", "{\"name\":\"a\",\"version\":\"" + version + "\"}");
    String[] command = new String[more.length + 2];
    command[0] = "audit";
    command[1] = "signatures";
    System.arraycopy(more, 0, command, 2, more.length);
    return jpm.run(project, command);
  }
}
