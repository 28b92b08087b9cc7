package dev.jpm.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jpm.registrymock.Fault;
import dev.jpm.registrymock.MockRegistry;
import dev.jpm.testing.CommandResult;
import dev.jpm.testing.TempProject;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** How audits end, and what they ask the registry. What they find is in the scenarios. */
class AuditTest {
  private static final String BULK = "/-/npm/v1/security/advisories/bulk";
  private static final String SHA = "sha512-" + "A".repeat(86) + "==";

  @TempDir private Path temp;

  @Test
  void asksForAllPackagesAtOnceAndFailsOnWhatIsFound() {
    try (MockRegistry registry = registry()) {
      TempProject project = installed(registry);

      CommandResult result = jpm(registry).run(project, "audit");

      assertThat(result.failed(1).stdout()).contains("a  1.0.0").contains("Severity: high");
      assertThat(registry.requests().all())
          .filteredOn(request -> request.path().equals(BULK))
          .singleElement()
          .satisfies(request -> {
            assertThat(request.method()).isEqualTo("POST");
            assertThat(request.header("content-encoding")).isEqualTo("gzip");
            assertThat(request.body()).isEqualTo("{\"a\":[\"1.0.0\"]}");
          });
    }
  }

  @Test
  void reportsStandAtTheLinesOfTheLockfile() {
    try (MockRegistry registry = registry()) {
      registry.advise("a", advice -> advice.vulnerable(">=3.0.0"));
      TempProject project = installed(registry);

      CommandResult result =
          jpm(registry).run(project, "audit", "--report=sarif=out.sarif", "--report=github");

      assertThat(result.failed(1).stdout().lines())
          .singleElement()
          .asString()
          .startsWith("::error file=package-lock.json,line=")
          .endsWith(
              "title=Something is wrong (GHSA-1000)::a@1.0.0: Something is wrong"
                  + " (https://advisories.example/GHSA-1000). Install a@2.0.0, or run jpm audit"
                  + " fix --force");
      JsonNode found = json(project.read("out.sarif")).path("runs").path(0).path("results");
      assertThat(found).hasSize(1);
      JsonNode region =
          found.path(0).path("locations").path(0).path("physicalLocation").path("region");
      List<String> lock = project.read("package-lock.json").lines().toList();
      assertThat(lock.get(region.path("startLine").asInt() - 1)).contains("\"node_modules/a\"");
    }
  }

  @Test
  void fixesWithinRangesAndBeyondThemOnlyByForce() {
    try (MockRegistry registry = registry()) {
      // What is published meanwhile counts.
      Jpm jpm = jpm(registry).set("npm_config_prefer_online", "true");
      registry.publish("b", "1.0.0", it -> it.dependency("c", "^1.0.0")).publish("c", "1.0.0");
      TempProject project = TempProject.in(temp.resolve("project"));
      project.file("package.json", "{\"dependencies\":{\"a\":\"1.0.0\",\"b\":\"^1.0.0\"}}");
      jpm.run(project, "install").succeeded();
      registry.publish("c", "1.0.1").publish("b", "1.1.0");
      registry.advise("c", advice -> advice.vulnerable("1.0.0"));

      CommandResult dry = jpm.run(project, "audit", "fix", "--dry-run").failed(1);
      assertThat(dry.stdout()).contains("change c 1.0.0 => 1.0.1").contains("2 high");
      assertThat(project.read("package-lock.json")).contains("c-1.0.0.tgz");

      CommandResult fixed = jpm.run(project, "audit", "fix").failed(1);
      assertThat(fixed.stdout()).contains("changed 1 package").contains("1 high severity");
      assertThat(project.read("package-lock.json"))
          .contains("c-1.0.1.tgz", "b-1.0.0.tgz", "a-1.0.0.tgz");

      CommandResult forced = jpm.run(project, "audit", "fix", "--force").succeeded();
      assertThat(forced.stdout()).endsWith("found 0 vulnerabilities\n");
      assertThat(project.read("package.json")).contains("\"a\":\"^2.0.0\"");
    }
  }

  @Test
  void aRegistryWithoutTheEndpointIsAnErrorAndNoCleanResult() {
    try (MockRegistry registry = MockRegistry.start(MockRegistry.Options.gateway())) {
      registry.publish("a", "1.0.0");
      TempProject project = installed(registry);

      CommandResult result = jpm(registry).run(project, "audit", "--json");

      assertThat(Jpm.codeOf(result.failed(3))).isEqualTo("ENOAUDIT");
      assertThat(json(result).path("error").path("code").asString()).isEqualTo("ENOAUDIT");
    }
  }

  @Test
  void anAnswerThatIsNoJsonIsAnError() {
    try (MockRegistry registry = registry()) {
      TempProject project = installed(registry);
      registry.fail(BULK, new Fault.Answer(200, Map.of(), "<html>"));

      assertThat(Jpm.codeOf(jpm(registry).run(project, "audit").failed(3))).isEqualTo("ENOAUDIT");
    }
  }

  @Test
  void withoutTheNetworkNobodySaysThatAllIsWell() {
    try (MockRegistry registry = registry()) {
      TempProject project = installed(registry);

      CommandResult result = jpm(registry).run(project, "audit", "--offline");

      assertThat(Jpm.codeOf(result.failed(3))).isEqualTo("ENOAUDIT");
    }
  }

  @Test
  void withoutALockfileThereIsNothingToLookAt() {
    try (MockRegistry registry = registry()) {
      TempProject project = TempProject.in(temp.resolve("project"));
      project.file("package.json", "{}");

      assertThat(Jpm.codeOf(jpm(registry).run(project, "audit").failed(2))).isEqualTo("ENOLOCK");
      assertThat(Jpm.codeOf(jpm(registry).run(project, "audit", "lockfile").failed(2)))
          .isEqualTo("ENOLOCK");
    }
  }

  @Test
  void aLockfileOfTheFutureHasAnExitCodeOfItsOwn() {
    try (MockRegistry registry = registry()) {
      TempProject project = TempProject.in(temp.resolve("project"));
      project.file("package.json", "{}");
      project.file("package-lock.json", "{\"lockfileVersion\": 9, \"packages\": {}}");

      CommandResult result = jpm(registry).run(project, "audit", "lockfile");

      assertThat(Jpm.codeOf(result.failed(4))).isEqualTo("ELOCKFILEVERSION");
      assertThat(Jpm.codeOf(jpm(registry).run(project, "audit").failed(4)))
          .isEqualTo("ELOCKFILEVERSION");
    }
  }

  @Test
  void settingsThatCannotBeReadAreNoFinding() {
    try (MockRegistry registry = registry()) {
      TempProject project = TempProject.in(temp.resolve("project"));
      project.file("package.json", "{}");

      CommandResult result =
          jpm(registry).run(project, "audit", "lockfile", "--save-dev", "--save-prod");

      assertThat(Jpm.codeOf(result.failed(2))).isEqualTo("EUSAGE");
    }
  }

  @Test
  void aTornLockfileIsToldWithItsLine() {
    try (MockRegistry registry = registry()) {
      TempProject project = TempProject.in(temp.resolve("project"));
      project.file("package-lock.json", "{\n  \"lockfileVersion\": 3,\n  \"packages\": {");

      CommandResult result = jpm(registry).run(project, "audit", "lockfile").failed(2);

      assertThat(Jpm.codeOf(result)).isEqualTo("EBADLOCKFILE");
      assertThat(result.stderr()).contains("package-lock.json, line 3");
    }
  }

  @Test
  void aLockfileThatIsNestedWithoutEndIsRefused() {
    try (MockRegistry registry = registry()) {
      TempProject project = TempProject.in(temp.resolve("project"));
      project.file("package-lock.json", "{\"a\":".repeat(100_000));
      project.file("pnpm-lock.yaml", "lockfileVersion: '9.0'\na: " + "[".repeat(100_000));

      for (String file : new String[] {"package-lock.json", "pnpm-lock.yaml"}) {
        CommandResult result = jpm(registry).run(project, "audit", "lockfile", file).failed(2);
        assertThat(Jpm.codeOf(result)).as(file).isEqualTo("EBADLOCKFILE");
      }
    }
  }

  @Test
  void findingsInALockfileAreToldWithRuleAndLine() {
    try (MockRegistry registry = registry()) {
      TempProject project = TempProject.in(temp.resolve("project"));
      project.file("package.json", "{\"dependencies\":{\"a\":\"^1.0.0\"}}");
      project.file("package-lock.json", lock("https://evil.example/a/-/a-1.0.0.tgz"));

      CommandResult result = jpm(registry).run(project, "audit", "lockfile", "--json").failed(1);

      assertThat(json(result).path("findings").toString())
          .isEqualTo(
              "[{\"rule\":\"host\",\"severity\":\"high\",\"package\":\"a\",\"version\":\"1.0.0\","
                  + "\"file\":\"package-lock.json\",\"path\":\"node_modules/a\",\"line\":11,"
                  + "\"message\":\"a@1.0.0 comes from evil.example, which is no registry of this"
                  + " project\"}]");
      assertThat(jpm(registry).run(project, "audit", "lockfile", "--audit-level=critical"))
          .satisfies(CommandResult::succeeded);
      assertThat(jpm(registry).run(project, "audit", "lockfile", "--allowed-hosts=evil.example"))
          .satisfies(CommandResult::succeeded);
    }
  }

  @Test
  void reportsAreWrittenSeveralAtOnce() {
    try (MockRegistry registry = registry()) {
      TempProject project = TempProject.in(temp.resolve("project"));
      project.file("package-lock.json", lock("https://evil.example/a/-/a-1.0.0.tgz"));

      CommandResult result =
          jpm(registry)
              .run(
                  project,
                  "audit",
                  "lockfile",
                  "--report=sarif=out.sarif",
                  "--report=junit=target/reports/out.xml",
                  "--report=github");

      assertThat(result.failed(1).stdout())
          .startsWith("::error file=package-lock.json,line=11,")
          .doesNotContain("found 1 problem");
      assertThat(json(project.read("out.sarif")).path("version").asString()).isEqualTo("2.1.0");
      assertThat(project.read("target/reports/out.xml"))
          .contains("<failure message=\"a@1.0.0 comes from");
      assertThat(
              Jpm.codeOf(jpm(registry).run(project, "audit", "lockfile", "--report=pdf").failed(2)))
          .isEqualTo("EUSAGE");
    }
  }

  private static String lock(String resolved) {
    return """
    {
      "lockfileVersion": 3,
      "packages": {
        "": {
          "dependencies": {
            "a": "^1.0.0"
          }
        },
        "node_modules/a": {
          "version": "1.0.0",
          "resolved": "%s",
          "integrity": "%s"
        }
      }
    }
    """
        .formatted(resolved, SHA);
  }

  private static MockRegistry registry() {
    return MockRegistry.start()
        .publish("a", "1.0.0")
        .publish("a", "2.0.0")
        .advise("a", advice -> advice.vulnerable("<2.0.0"));
  }

  private TempProject installed(MockRegistry registry) {
    TempProject project = TempProject.in(temp.resolve("project"));
    project.file("package.json", "{\"dependencies\":{\"a\":\"1.0.0\"}}");
    jpm(registry).run(project, "install", "--package-lock-only").succeeded();
    return project;
  }

  private Jpm jpm(MockRegistry registry) {
    return Jpm.with(temp.resolve("home"), registry);
  }

  private static JsonNode json(CommandResult result) {
    return json(result.stdout());
  }

  private static JsonNode json(String text) {
    return JsonMapper.shared().readTree(text);
  }
}
