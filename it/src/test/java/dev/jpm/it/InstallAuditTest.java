package dev.jpm.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jpm.registrymock.MockRegistry;
import dev.jpm.registrymock.Request;
import dev.jpm.testing.CommandResult;
import dev.jpm.testing.TempProject;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What installs ask and tell of known vulnerabilities. */
class InstallAuditTest {
  private static final String BULK = "/-/npm/v1/security/advisories/bulk";

  @TempDir private Path temp;

  @Test
  void tellsWhatIsKnownAndStillSucceeds() {
    try (MockRegistry registry = registry()) {
      CommandResult result = jpm(registry).run(project(), "install").succeeded();

      assertThat(result.stdout())
          .matches(
              """
              (?s)
              added 2 packages, and audited 3 packages in \\S+

              1 high severity vulnerability

              To address all issues, run:
                jpm audit fix --force

              Run `jpm audit` for details\\.
              """);
      assertThat(questions(registry)).containsExactly("{\"a\":[\"1.0.0\"],\"b\":[\"1.0.0\"]}");
    }
  }

  @Test
  void asksAgainInAnotherFolderAndNotWhereNothingIsToBeDone() {
    try (MockRegistry registry = registry()) {
      Jpm jpm = jpm(registry);
      TempProject first = project();
      jpm.run(first, "install").succeeded();
      assertThat(jpm.run(first, "install").succeeded().stdout()).contains("up to date in");
      assertThat(questions(registry)).hasSize(1);

      TempProject second = TempProject.in(temp.resolve("second"));
      second.file("package.json", first.read("package.json"));
      second.file("package-lock.json", first.read("package-lock.json"));
      assertThat(jpm.run(second, "ci").succeeded().stdout())
          .contains("added 2 packages, and audited 3 packages in", "1 high severity vulnerability");
      assertThat(questions(registry)).hasSize(2);
    }
  }

  @Test
  void aLockfileTellsEnoughOnAnotherMachine() {
    try (MockRegistry registry = registry()) {
      TempProject project = project();
      jpm(registry).run(project, "install", "--package-lock-only", "--no-audit").succeeded();

      Jpm elsewhere = Jpm.with(temp.resolve("elsewhere"), registry).unset("npm_config_audit");
      assertThat(elsewhere.run(project, "ci").succeeded().stdout())
          .contains("added 2 packages, and audited 3 packages in", "1 high severity vulnerability");
    }
  }

  @Test
  void withoutAnythingKnownItSaysSo() {
    try (MockRegistry registry = MockRegistry.start().publish("a", "1.0.0").publish("b", "1.0.0")) {
      assertThat(jpm(registry).run(project(), "install").succeeded().stdout())
          .contains("added 2 packages, and audited 3 packages in")
          .endsWith("\n\nfound 0 vulnerabilities\n");
    }
  }

  @Test
  void asJsonTheCountsAreNpms() {
    try (MockRegistry registry = registry()) {
      String told = jpm(registry).run(project(), "install", "--json").succeeded().stdout();

      JsonNode json = JsonMapper.shared().readTree(told);
      assertThat(json.path("audited").asInt()).isEqualTo(3);
      assertThat(json.path("audit").path("vulnerabilities").path("high").asInt()).isEqualTo(1);
      assertThat(json.path("audit").path("dependencies").path("total").asInt()).isEqualTo(2);
    }
  }

  @Test
  void whoCannotAnswerIsPassedOver() {
    try (MockRegistry registry = MockRegistry.start(MockRegistry.Options.gateway())) {
      registry.publish("a", "1.0.0").publish("b", "1.0.0");

      CommandResult result = jpm(registry).run(project(), "install").succeeded();

      assertThat(result.stdout()).contains("added 2 packages in").doesNotContain("vulnerab");
      assertThat(result.stderr()).isEmpty();
    }
  }

  @Test
  void nobodyIsAskedAboutDryRunsAndGlobalPackagesAndWhereItIsSwitchedOff() {
    try (MockRegistry registry = registry()) {
      TempProject project = project();
      jpm(registry).run(project, "install", "--dry-run").succeeded();
      jpm(registry).run(project, "install", "--no-audit").succeeded();
      jpm(registry).run(project, "install", "--global", "a").succeeded();

      assertThat(questions(registry)).isEmpty();
    }
  }

  private static List<String> questions(MockRegistry registry) {
    return registry.requests().all().stream()
        .filter(request -> request.path().equals(BULK))
        .map(Request::body)
        .toList();
  }

  private static MockRegistry registry() {
    return MockRegistry.start()
        .publish("a", "1.0.0")
        .publish("a", "1.0.1")
        .publish("b", "1.0.0")
        .advise("a", advice -> advice.vulnerable("1.0.0"));
  }

  private TempProject project() {
    TempProject project = TempProject.in(temp.resolve("project"));
    project.file("package.json", "{\"dependencies\":{\"a\":\"1.0.0\",\"b\":\"1.0.0\"}}");
    return project;
  }

  private Jpm jpm(MockRegistry registry) {
    return Jpm.with(temp.resolve("home"), registry).unset("npm_config_audit");
  }
}
