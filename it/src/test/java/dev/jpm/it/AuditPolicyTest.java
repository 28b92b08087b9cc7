package dev.jpm.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jpm.registrymock.Fault;
import dev.jpm.registrymock.MockRegistry;
import dev.jpm.testing.CommandResult;
import dev.jpm.testing.TempProject;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** jpm-policy.json and the baseline, in every audit. What policies mean is the engine's tests'. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AuditPolicyTest {
  private static final String IGNORE =
      "{\"ignore\":[{\"advisory\":\"%s\",\"package\":\"a\",\"reason\":\"not reached\"%s}]}";

  private static final String ATTESTED =
      "{\"attestations\":[{\"predicateType\":\"https://slsa.dev/provenance/v1\"}]}";

  private Path temp;
  private MockRegistry registry;
  private TempProject project;
  private String manifest;
  private String lock;

  @BeforeAll
  void install(@TempDir Path folder) {
    temp = folder;
    registry =
        MockRegistry.start()
            .publish(
                "a", "1.0.0", it -> it.field("license", "\"GPL-3.0-only\"").dependency("b", "1"))
            .publish("b", "1.0.0", it -> it.field("license", "\"MIT\"").script("install", "true"))
            .publish("c", "0.9.0", it -> it.attested(ATTESTED))
            .publish("c", "1.0.0", it -> it.publishedAt(Instant.now().minus(1, ChronoUnit.HOURS)))
            .advise("a", advice -> advice.vulnerable("<2.0.0"));
    project = TempProject.in(temp.resolve("project"));
    manifest = "{\"dependencies\":{\"a\":\"1.0.0\",\"c\":\"1.0.0\"}}";
    project.file("package.json", manifest);
    jpm("install", "--package-lock-only").succeeded();
    lock = project.read("package-lock.json");
  }

  @AfterAll
  void stop() {
    registry.close();
  }

  private void policy(String json) {
    project.remove("jpm-baseline.json");
    project.file("package-lock.json", lock);
    project.file("jpm-policy.json", json.replace('\'', '"'));
  }

  @Test
  void aLockfileIsJudgedByWhatItSaysItself() {
    policy("{'licenses':{'allow':['MIT'],'except':['c']},'scripts':{'allow':[]}}");
    int before = registry.requests().all().size();

    assertThat(found(jpm("audit", "lockfile", "--json").failed(1)))
        .isEqualTo("license a package-lock.json:12, scripts b package-lock.json:21");
    assertThat(registry.requests().all()).hasSize(before);
  }

  @Test
  void anAliasIsIgnoredByTheNameOfItsPackage() {
    policy("{'licenses':{'allow':['MIT']}}");
    project.file(
        "package-lock.json",
        lock.replace("\"a\": \"1.0.0\"", "\"other\": \"npm:a@1.0.0\"")
            .replace("\"node_modules/a\": {", "\"node_modules/other\": {\n\"name\": \"a\","));
    project.file("package.json", manifest.replace("\"a\":\"1.0.0\"", "\"other\":\"npm:a@1.0.0\""));
    String ignore =
        "{\"licenses\":{\"allow\":[\"MIT\"]},"
            + "\"ignore\":[{\"rule\":\"license\",\"package\":\"%s\",\"reason\":\"ours\"}]}";

    assertThat(found(jpm("audit", "lockfile", "--json").failed(1))).startsWith("license a ");
    project.file("jpm-policy.json", ignore.formatted("a"));
    assertThat(found(jpm("audit", "lockfile", "--json"))).doesNotContain("license a ");
    project.file("jpm-policy.json", ignore.formatted("other"));
    assertThat(found(jpm("audit", "lockfile", "--json").failed(1)))
        .contains("license a ", "ignore-unused");
    project.file("package.json", manifest);
  }

  @Test
  void theRegistryIsAskedForAgesAndIsAnErrorWhereItDoesNotAnswer() {
    policy("{'minimumAge':'24h'}");

    assertThat(found(jpm("audit", "lockfile", "--json").failed(1)))
        .isEqualTo("age c package-lock.json:28");
    jpm("audit", "lockfile", "--no-ask-registry").succeeded();
    CommandResult nobody =
        jpm("audit", "lockfile", "--offline", "--cache=" + temp.resolve("empty"));
    assertThat(Jpm.codeOf(nobody.failed(3))).isEqualTo("ENOAUDIT");
  }

  @Test
  void provenanceIsAskedForWhereItIsWantedOrWasThereBefore() {
    policy("{'provenance':{'require':['a'],'keep':['**']}}");

    assertThat(found(jpm("audit", "lockfile", "--json").failed(1)))
        .isEqualTo(
            "provenance a package-lock.json:12, provenance-downgrade c package-lock.json:28");
    jpm("audit", "lockfile", "--no-ask-registry").succeeded();
    policy("{'provenance':{'require':['a'],'keep':['**'],'except':['a@1','c']}}");
    jpm("audit", "lockfile").succeeded();
  }

  @Test
  void theLockfileIsComparedWithTheRegistry() {
    policy("{}");
    jpm("audit", "lockfile", "--ask-registry").succeeded();
    project.file(
        "package-lock.json",
        lock.replace(registry.integrity("a", "1.0.0"), registry.integrity("b", "1.0.0"))
            .replaceFirst("\\s*\"hasInstallScript\": true,", "")
            .replace(
                "\"node_modules/c\": {\n      \"version\": \"1.0.0\"",
                """
                "node_modules/c": {
                      "version": "1.0.1\"\
                """));

    assertThat(found(jpm("audit", "lockfile", "--ask-registry", "--json").failed(1)))
        .contains("integrity-registry a", "scripts-registry b", "unpublished c");
    registry.fail("/b", new Fault.Answer(500, Map.of(), ""));
    CommandResult nobody =
        jpm(
            "audit",
            "lockfile",
            "--ask-registry",
            "--fetch-retries=0",
            "--cache=" + temp.resolve("other"));
    registry.heal();
    assertThat(Jpm.codeOf(nobody.failed(3))).isEqualTo("ENOAUDIT");
    assertThat(nobody.stderr()).contains("could not be asked about b");
  }

  @Test
  void advisoriesAreIgnoredWithAReasonAndForATime() {
    policy("{}");
    String id = json(jpm("audit", "--json").failed(1)).findValue("source").asString();

    policy(IGNORE.formatted(id, ""));
    assertThat(jpm("audit").succeeded().stdout())
        .isEqualTo("found 0 vulnerabilities\nignored 1 by policy or baseline\n");

    policy(IGNORE.formatted(id, ",\"expires\":\"2020-01-01\""));
    assertThat(jpm("audit").failed(1).stdout())
        .contains("Severity: high", "a was ignored until 2020-01-01: not reached");

    policy(IGNORE.formatted("GHSA-none", ""));
    JsonNode unused = json(jpm("audit", "--json").failed(1)).path("policy").path("findings");
    assertThat(unused.path(0).path("rule").asString()).isEqualTo("ignore-unused");

    policy("{'rules':{'%s':'low'}}".formatted(id));
    jpm("audit", "--audit-level=moderate").succeeded();
  }

  @Test
  void aBaselineLetsAnOldProjectStart() {
    policy("{'licenses':{'allow':['MIT']},'rules':{'license-unknown':'off'}}");
    assertThat(jpm("audit", "lockfile", "--write-baseline").succeeded().stdout())
        .isEqualTo("wrote 1 findings to jpm-baseline.json\n");
    jpm("audit", "--write-baseline").succeeded();

    assertThat(jpm("audit", "lockfile").succeeded().stdout())
        .isEqualTo("found 0 problems, and 1 ignored\n");
    jpm("audit").succeeded();

    jpm("audit", "lockfile", "--write-baseline", "--no-ask-registry").succeeded();
    jpm("audit").succeeded();
    jpm("audit", "lockfile", "--baseline=none.json").failed(2);
  }

  @Test
  void aPolicyThatCannotBeReadIsAnError() {
    policy("{'licences':{}}");

    CommandResult result = jpm("audit", "lockfile").failed(2);

    assertThat(Jpm.codeOf(result)).isEqualTo("EBADPOLICY");
    assertThat(result.stderr()).contains("jpm-policy.json: licences is not known");
  }

  private static String found(CommandResult result) {
    StringBuilder all = new StringBuilder();
    for (JsonNode one : json(result).path("findings")) {
      all.append(all.isEmpty() ? "" : ", ")
          .append(one.path("rule").asString())
          .append(' ')
          .append(one.path("package").asString())
          .append(' ')
          .append(one.path("file").asString())
          .append(':')
          .append(one.path("line").asInt());
    }
    return all.toString();
  }

  private CommandResult jpm(String... arguments) {
    return Jpm.with(temp.resolve("home"), registry).run(project, arguments);
  }

  private static JsonNode json(CommandResult result) {
    return JsonMapper.shared().readTree(result.stdout());
  }
}
