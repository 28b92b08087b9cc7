package dev.jpm.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jpm.registrymock.MockRegistry;
import dev.jpm.testing.CommandResult;
import dev.jpm.testing.TempProject;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What a change of a lockfile brings, against a commit and against a file. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AuditDiffTest {
  private static final String ALICE = "{\"name\":\"alice\"}";
  private static final String MALLORY = "{\"name\":\"mallory\"}";

  private Path temp;
  private MockRegistry registry;
  private TempProject project;

  @BeforeAll
  void changeALockfile(@TempDir Path folder) throws IOException, InterruptedException {
    temp = folder;
    Instant hourAgo = Instant.now().minus(1, ChronoUnit.HOURS);
    Instant longAgo = Instant.now().minus(90, ChronoUnit.DAYS);
    registry =
        MockRegistry.start()
            .publish(
                "a",
                "1.0.0",
                it ->
                    it.publishedAt(longAgo)
                        .field("_npmUser", ALICE)
                        .field("license", "\"MIT\"")
                        .dependency("b", "1.0.0"))
            .publish(
                "a",
                "1.0.1",
                it ->
                    it.publishedAt(hourAgo)
                        .field("_npmUser", MALLORY)
                        .field("license", "\"GPL-3.0-only\"")
                        .script("postinstall", "node steal.js")
                        .dependency("b", "1.0.0")
                        .dependency("plain", "1.0.0"))
            .publish("b", "1.0.0", it -> it.publishedAt(longAgo))
            .publish("plain", "1.0.0", it -> it.publishedAt(longAgo).field("gypfile", "true"))
            .publish("old", "2.0.0", it -> it.publishedAt(longAgo))
            .publish("old", "1.9.0", it -> it.publishedAt(longAgo))
            .publish("gone", "1.0.0", it -> it.publishedAt(longAgo))
            .publish("proven", "1.0.0", it -> it.publishedAt(longAgo).attested("{}"))
            .publish(
                "proven",
                "1.1.0",
                it -> it.publishedAt(longAgo).file("big.js", "x".repeat(200_000)));
    project = TempProject.in(temp.resolve("project"));
    lock(
        "{\"dependencies\":{\"a\":\"1.0.0\",\"old\":\"2.0.0\",\"gone\":\"1.0.0\",\"proven\":\"1.0.0\"}}");
    project.file("before.json", project.read("package-lock.json"));
    git("init", "-q");
    git("add", "package.json", "package-lock.json");
    git("-c", "user.name=t", "-c", "user.email=t@example", "commit", "-qm", "before");
    lock("{\"dependencies\":{\"a\":\"1.0.1\",\"old\":\"1.9.0\",\"proven\":\"1.1.0\"}}");
  }

  @AfterAll
  void stop() {
    registry.close();
  }

  @Test
  void tellsWhatTheRegistryAndTheLockfileKnow() {
    JsonNode json = json(jpm("audit", "diff", "--json").failed(1));

    assertThat(changes(json))
        .containsExactly(
            "updated a 1.0.0 1.0.1",
            "removed gone 1.0.0 null",
            "updated old 2.0.0 1.9.0",
            "added plain null 1.0.0",
            "updated proven 1.0.0 1.1.0");
    assertThat(json.path("changes").path(0).path("publisher").asString()).isEqualTo("mallory");
    assertThat(rules(json))
        .containsExactly(
            "new-scripts a",
            "new-dependency a",
            "new-license a",
            "young a",
            "new-publisher a",
            "downgrade old",
            "new-scripts plain",
            "lost-provenance proven",
            "new-size proven");
  }

  @Test
  void aFileThatIsCalledLikeTheRevisionIsNoBase() {
    project.file("HEAD", project.read("package-lock.json"));

    assertThat(jpm("audit", "diff", "--no-ask-registry").failed(1).stdout())
        .startsWith("package-lock.json against HEAD:\n  added     plain@1.0.0");
    assertThat(jpm("audit", "diff", "--no-ask-registry", "--base=./HEAD").succeeded().stdout())
        .contains("nothing changed");
  }

  @Test
  void withoutTheRegistryTellsWhatTheLockfileKnows() {
    int before = registry.requests().all().size();

    CommandResult result = jpm("audit", "diff", "--no-ask-registry", "--base=before.json");

    assertThat(result.failed(1).stdout())
        .startsWith(
            """
            package-lock.json against before.json:
              added     plain@1.0.0
              updated   a 1.0.0 -> 1.0.1
              updated   old 2.0.0 -> 1.9.0
              updated   proven 1.0.0 -> 1.1.0
              removed   gone@1.0.0

            The registry was not asked: this is what the lockfile tells.
            package-lock.json
            """)
        .contains("a@1.0.1, a patch of 1.0.0, brings plain", "new-license", "new-scripts");
    assertThat(registry.requests().all()).hasSize(before);
  }

  @Test
  void onlyWhatIsNewIsToldOfOtherRulesAndOfThePolicy() {
    String now = project.read("package-lock.json");
    project.file("jpm-policy.json", "{\"licenses\":{\"allow\":[\"MIT\"]}}");
    project.file("evil.json", now.replaceFirst("http://[^/]*(/b/-/)", "https://evil.example$1"));

    JsonNode json =
        json(
            jpm(
                    "audit",
                    "diff",
                    "evil.json",
                    "--no-ask-registry",
                    "--base=package-lock.json",
                    "--json")
                .failed(1));
    project.remove("jpm-policy.json");

    assertThat(changes(json)).containsExactly("replaced b 1.0.0 1.0.0");
    assertThat(rules(json)).containsExactly("changed-bytes b", "host b", "license-unknown b");
  }

  @Test
  void whatMovedIsToldOnceAndIsNoFinding() {
    project.file(
        "moved.json",
        project
            .read("package-lock.json")
            .replace("\"node_modules/b\"", "\"node_modules/a/node_modules/b\""));

    JsonNode json =
        json(
            jpm(
                    "audit",
                    "diff",
                    "moved.json",
                    "--no-ask-registry",
                    "--base=package-lock.json",
                    "--json")
                .succeeded());

    assertThat(changes(json)).containsExactly("moved b 1.0.0 1.0.0");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        """
        # yarn lockfile v1


        a@^1.0.0:
          version "1.0.0"

        b@^1.0.0:
          version "1.0.0"
        """,
        """
        __metadata:
          version: 8

        "a@npm:^1.0.0":
          version: 1.0.0
          resolution: "a@npm:1.0.0"
          checksum: 10/00

        "b@npm:^1.0.0":
          version: 1.0.0
          resolution: "b@npm:1.0.0"
          checksum: 10/00
        """,
        """
        lockfileVersion: '9.0'

        importers:
          .:
            dependencies:
              a:
                specifier: ^1.0.0
                version: 1.0.0

        packages:
          a@1.0.0:
            resolution: {integrity: sha512-AA==}
          b@1.0.0:
            resolution: {integrity: sha512-AA==}
        """,
        "{\"lockfileVersion\":1,\"workspaces\":{\"\":{\"dependencies\":{\"a\":\"^1.0.0\"}}},"
            + "\"packages\":{\"a\":[\"a@1.0.0\",\"\",{},\"sha512-AA==\"],"
            + "\"b\":[\"b@1.0.0\",\"\",{},\"sha512-AA==\"]}}"
      })
  void lockfilesOfOtherToolsAreComparedToo(String lock) {
    project.file("foreign/before", lock);
    project.file(
        "foreign/now",
        lock.replace("a@1.0.0", "a@1.0.1")
            .replace("a@npm:1.0.0", "a@npm:1.0.1")
            .replaceFirst("1\\.0\\.0(?=\"?\n)", "1.0.1"));

    CommandResult result =
        jpm("audit", "diff", "foreign/now", "--no-ask-registry", "--base=foreign/before", "--json");

    assertThat(changes(json(result))).containsExactly("updated a 1.0.0 1.0.1");
  }

  @Test
  void nothingChangedIsNoFinding() {
    CommandResult result = jpm("audit", "diff", "--base=package-lock.json");

    assertThat(result.succeeded().stdout())
        .isEqualTo(
            "package-lock.json against package-lock.json: nothing changed\n\nfound 0 problems\n");
  }

  @Test
  void whatCannotBeComparedIsAnError() {
    assertThat(Jpm.codeOf(jpm("audit", "diff", "--base=no-such-branch").failed(2)))
        .isEqualTo("EUSAGE");
    assertThat(Jpm.codeOf(jpm("audit", "diff", "--base=--output=x").failed(2))).isEqualTo("EUSAGE");
    project.file("new/package-lock.json", project.read("package-lock.json"));
    CommandResult added = jpm("audit", "diff", "new/package-lock.json", "--no-ask-registry");
    assertThat(added.failed(1).stdout()).contains("added     a@1.0.1");
  }

  private static List<String> changes(JsonNode json) {
    List<String> all = new ArrayList<>();
    for (JsonNode one : json.path("changes")) {
      all.add(
          String.join(
              " ",
              one.path("kind").asString(),
              one.path("package").asString(),
              one.path("before").asString("null"),
              one.path("after").asString("null")));
    }
    return all;
  }

  private static List<String> rules(JsonNode json) {
    List<String> all = new ArrayList<>();
    for (JsonNode one : json.path("findings")) {
      all.add(one.path("rule").asString() + " " + one.path("package").asString());
    }
    return all;
  }

  private void lock(String manifest) {
    project.file("package.json", manifest);
    jpm("install", "--package-lock-only").succeeded();
  }

  private void git(String... words) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of("git"));
    command.addAll(List.of(words));
    assertThat(new ProcessBuilder(command).directory(project.folder().toFile()).start().waitFor())
        .isZero();
  }

  private CommandResult jpm(String... arguments) {
    return Jpm.with(temp.resolve("home"), registry).run(project, arguments);
  }

  private static JsonNode json(CommandResult result) {
    return JsonMapper.shared().readTree(result.stdout());
  }
}
