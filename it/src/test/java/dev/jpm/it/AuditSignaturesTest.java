package dev.jpm.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jpm.registrymock.Fault;
import dev.jpm.registrymock.MockRegistry;
import dev.jpm.testing.CommandResult;
import dev.jpm.testing.TempProject;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How checks of signatures end where they cannot be made. What they tell is in the scenarios. */
class AuditSignaturesTest {
  private static final String EXPIRY = "2021-01-01T00:00:00.000Z";

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
