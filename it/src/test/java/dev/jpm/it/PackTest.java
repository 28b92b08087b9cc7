package dev.jpm.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jpm.pack.TarballContents;
import dev.jpm.pack.TarballContents.Entry;
import dev.jpm.registrymock.MockRegistry;
import dev.jpm.testing.CommandResult;
import dev.jpm.testing.TempProject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** {@code jpm pack}: what npm would pack, told as npm tells it. */
class PackTest {
  private final MockRegistry registry = MockRegistry.start();

  @TempDir private Path temp;
  private TempProject project;
  private Jpm jpm;

  @BeforeEach
  void aProjectWithWorkspaces() throws IOException {
    project = TempProject.in(temp.resolve("project"));
    project
        .file(
            "package.json",
            """
            {
              "name": "@s/root",
              "version": "1.0.0",
              "workspaces": ["packages/*"],
              "catalog": {"react": "^18.2.0"},
              "scripts": {
                "prepack": "echo one > made.txt",
                "prepare": "cat made.txt > made-again.txt",
                "postpack": "rm made.txt"
              }
            }
            """)
        .file("README.md", "# hello\n")
        .file(".gitignore", "*.log\n")
        .file("a.log", "never")
        .file(
            "packages/a/package.json",
            """
            {
                "name": "a",
                "version": "2.0.0",
                "dependencies": {
                    "react": "catalog:",
                    "b": "workspace:^"
                }
            }
            """)
        .file("packages/a/x.log", "never")
        .file("packages/a/index.js", "exports.a = 1;\n")
        .file("packages/b/package.json", "{\"name\": \"b\", \"version\": \"3.1.0\"}");
    Path bin = StandInNode.in(temp.resolve("bin"));
    jpm =
        Jpm.with(temp.resolve("home"), registry)
            .set("PATH", bin + ":/usr/bin:/bin")
            .set("npm_config_runtime", "system");
  }

  @AfterEach
  void stop() {
    registry.close();
  }

  @Test
  void scriptsRunAroundItAndTheTarballIsTold() {
    CommandResult result = succeeds("pack");

    assertThat(result.stdout()).endsWith("s-root-1.0.0.tgz\n");
    assertThat(result.stderr())
        .contains(
            """
            jpm notice Tarball Contents
            jpm notice 8B README.md
            jpm notice 4B made-again.txt
            jpm notice 4B made.txt
            """)
        .contains("jpm notice name: @s/root\njpm notice version: 1.0.0\n")
        .contains("jpm notice filename: s-root-1.0.0.tgz\n")
        .contains("jpm warn gitignore-fallback No .npmignore file found");
    assertThat(paths("s-root-1.0.0.tgz"))
        .contains("made.txt", "made-again.txt", "packages/b/package.json")
        .doesNotContain("a.log");
    assertThat(project.has("made.txt")).isFalse();
  }

  @Test
  void workspacesArePackedWithTheProjectsIgnoreFilesAndNpmsSpecs() throws IOException {
    JsonNode told = JsonMapper.shared().readTree(succeeds("pack", "-w", "a", "--json").stdout());

    assertThat(told.at("/0/filename").asString()).isEqualTo("a-2.0.0.tgz");
    assertThat(told.at("/0/files").findValuesAsString("path"))
        .containsExactly("index.js", "package.json");
    assertThat(told.at("/0/files/0/mode").asInt()).isEqualTo(0644);
    TempProject other = TempProject.in(temp.resolve("other"));
    Files.move(project.path("a-2.0.0.tgz"), other.path("a.tgz"));
    registry.publish("react", "18.3.1").publish("b", "3.1.0");
    CommandResult installed = jpm.run(other, "install", "./a.tgz");
    assertThat(installed.exitCode()).as(installed.stderr()).isZero();
    assertThat(other.read("node_modules/a/package.json"))
        .isEqualTo(
            """
            {
                "name": "a",
                "version": "2.0.0",
                "dependencies": {
                    "react": "^18.2.0",
                    "b": "^3.1.0"
                }
            }
            """);
    assertThat(project.read("packages/a/package.json")).contains("workspace:^");
  }

  @Test
  void aDryRunWritesNothingAndIgnoredScriptsDoNotRun() {
    succeeds("pack", "--dry-run", "--ignore-scripts");

    assertThat(project.has("s-root-1.0.0.tgz")).isFalse();
    assertThat(project.has("made-again.txt")).isFalse();
  }

  @Test
  void whatARegistryHasComesAsItIs() throws IOException {
    registry.publish("lib", "1.2.3", p -> p.file("index.js", "1"));

    succeeds("pack", "lib@^1");

    assertThat(Files.readAllBytes(project.path("lib-1.2.3.tgz")))
        .isEqualTo(registry.tarball("lib", "1.2.3"));
  }

  @Test
  void whatCannotBePackedStopsAllOfIt() {
    project.file("packages/b/package.json", "{\"name\": \"b\"}");

    CommandResult result = jpm.run(project, "pack", "--workspaces");

    assertThat(result.exitCode()).isEqualTo(1);
    assertThat(result.stderr()).contains("EWORKSPACE", "b@workspace:^", "no version");
    assertThat(project.has("a-2.0.0.tgz")).isFalse();

    CommandResult nameless = jpm.run(project, "pack", "./packages/b");

    assertThat(nameless.stderr()).contains("Invalid package, must have name and version");
  }

  @Test
  void aScriptThatFailsLeavesNoTarball() {
    project.file(
        "package.json", project.read("package.json").replace("echo one > made.txt", "exit 7"));

    CommandResult result = jpm.run(project, "pack");

    assertThat(result.exitCode()).isEqualTo(7);
    assertThat(project.has("s-root-1.0.0.tgz")).isFalse();
  }

  private List<String> paths(String tarball) {
    try {
      return TarballContents.of(Files.readAllBytes(project.path(tarball))).files().stream()
          .map(Entry::path)
          .toList();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private CommandResult succeeds(String... arguments) {
    CommandResult result = jpm.run(project, arguments);
    assertThat(result.exitCode()).as(result.stderr()).isZero();
    return result;
  }
}
