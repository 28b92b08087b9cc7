package dev.jpm.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jpm.model.json.JsonText;
import dev.jpm.registrymock.MockRegistry;
import dev.jpm.testing.CommandResult;
import dev.jpm.testing.TempProject;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.node.ObjectNode;

/** {@code jpm publish}: to the mock, and back by an install. */
class PublishTest {
  private final MockRegistry registry = MockRegistry.start();

  @TempDir private Path temp;
  private TempProject project;
  private Jpm jpm;

  @BeforeEach
  void aPackage() throws IOException {
    project = TempProject.in(temp.resolve("project"));
    project
        .file(
            "package.json",
            """
            {
              "name": "@s/pub",
              "version": "v1.0.0",
              "author": "Me <me@mail.example> (https://me.example)",
              "repository": "user/repo",
              "keywords": "a, b",
              "bin": "./cli.js",
              "man": "./man/x.1",
              "bundledDependencies": ["x"],
              "dependencies": {"x": "^1.0.0"},
              "scripts": {
                "prepublishOnly": "echo 1-before >> order.txt",
                "prepack": "echo 2-prepack >> order.txt",
                "publish": "echo 3-publish >> order.txt",
                "postpublish": "echo 4-after >> order.txt"
              },
              "_own": true
            }
            """)
        .file("cli.js", "#!/usr/bin/env node\n")
        .file("index.d.ts", "export {};\n")
        .file("readme.MD", "# Title\n\nHello there\nand more\n\n## Next\n")
        .file("AUTHORS", "One <one@mail.example>\n# nobody\n")
        .npmrc("//127.0.0.1:" + registry.port() + "/:_authToken=secret");
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
  void theVersionCanBeInstalledByOthers() {
    CommandResult result = succeeds("publish", "--access=public");

    assertThat(result.stdout()).endsWith("+ @s/pub@1.0.0\n");
    assertThat(result.stderr())
        .contains("Publishing to " + registry.url())
        .contains("with tag latest and public access")
        .contains("jpm auto-corrected some errors in your package.json")
        .doesNotContain("secret");
    TempProject other = TempProject.in(temp.resolve("other")).file("package.json", "{}");
    registry.publish("x", "1.0.0");
    CommandResult installed = jpm.run(other, "install", "@s/pub");
    assertThat(installed.exitCode()).as(installed.stderr()).isZero();
    assertThat(other.has("node_modules/@s/pub/index.d.ts")).isTrue();
  }

  @Test
  void theRegistryIsToldWhatNpmTellsIt() {
    succeeds("publish");

    ObjectNode manifest =
        JsonText.parseObject(
            succeeds("view", "@s/pub", "--json").stdout(), "the answer of the view command");
    assertThat(manifest.path("description").asString()).isEqualTo("Hello there and more");
    assertThat(manifest.path("types").asString()).isEqualTo("./index.d.ts");
    assertThat(manifest.path("bugs").path("url").asString()).endsWith("/user/repo/issues");
    assertThat(manifest.path("repository").path("url").asString()).endsWith("/user/repo.git");
    assertThat(manifest.path("keywords").valueStream().map(n -> n.asString()))
        .containsExactly("a", "b");
    assertThat(manifest.path("man").path(0).asString()).isEqualTo("man/x.1");
    assertThat(manifest.toString()).contains("me@mail.example").doesNotContain("_own");
    assertThat(manifest.path("bundleDependencies").toString()).contains("x");
  }

  @Test
  void scriptsRunInNpmsOrder() {
    succeeds("publish");

    assertThat(project.read("order.txt").lines())
        .containsExactly("1-before", "2-prepack", "3-publish", "4-after");
  }

  @Test
  void mistakesAreRefusedBeforeAnythingIsSent() {
    succeeds("publish");

    assertThat(fails("publish")).contains("E403", "previously published versions: 1.0.0");
    version("0.9.0");
    assertThat(fails("publish")).contains("version 1.0.0 is higher than the new version 0.9.0");
    version("2.0.0-rc.1");
    assertThat(fails("publish")).contains("You must specify a tag using --tag");
    assertThat(fails("publish", "--tag=^1")).contains("must not be a valid SemVer range");
    succeeds("publish", "--tag=next");
    version("3.0.0\", \"private\": true, \"x\": \"");
    assertThat(fails("publish")).contains("EPRIVATE", "marked as private");
    assertThat(succeeds("view", "@s/pub", "versions", "--json").stdout())
        .contains("2.0.0-rc.1")
        .doesNotContain("3.0.0", "0.9.0");
  }

  @Test
  void nobodyPublishesWithoutALogin() {
    project.remove(".npmrc");

    assertThat(fails("publish")).contains("ENEEDAUTH", "requires you to be logged in");
    assertThat(succeeds("publish", "--dry-run").stderr())
        .contains("requires you to be logged in", "(dry-run)");
    assertThat(registry.requests().all()).noneMatch(request -> request.method().equals("PUT"));
  }

  @Test
  void publishConfigSaysWhereAndUnderWhichTag() {
    project.file(
        "package.json",
        project
            .read("package.json")
            .replace(
                "\"keywords\"",
                "\"publishConfig\": {\"tag\": \"beta\", \"registry\": \""
                    + registry.url()
                    + "\"}, \"keywords\""));

    CommandResult result =
        jpm.set("npm_config_registry", "http://127.0.0.1:9/").run(project, "publish");

    assertThat(result.exitCode()).as(result.stderr()).isZero();
    assertThat(result.stderr()).contains("with tag beta");
  }

  @Test
  void privateWorkspacesAreSkipped() {
    project
        .file(
            "package.json",
            "{\"name\": \"root\", \"version\": \"1.0.0\", \"workspaces\": [\"packages/*\"]}")
        .file(
            "packages/a/package.json",
            "{\"name\": \"a\", \"version\": \"1.0.0\", \"private\": true}")
        .file(
            "packages/b/package.json",
            """
            {"name": "b", "version": "1.0.0", "dependencies": {"a": "workspace:^"}}
            """);

    CommandResult result = succeeds("publish", "--workspaces");

    assertThat(result.stderr()).contains("Skipping workspace a, marked as private");
    assertThat(result.stdout()).contains("+ b@1.0.0");
    assertThat(succeeds("view", "b", "dependencies").stdout()).contains("^1.0.0");
  }

  private void version(String version) {
    project.file(
        "package.json",
        project
            .read("package.json")
            .replaceFirst("\"version\": \"[^\"]*\"", "\"version\": \"" + version + "\""));
  }

  private String fails(String... arguments) {
    CommandResult result = jpm.run(project, arguments);
    assertThat(result.exitCode()).as(result.stdout()).isNotZero();
    return result.stderr();
  }

  private CommandResult succeeds(String... arguments) {
    CommandResult result = jpm.run(project, arguments);
    assertThat(result.exitCode()).as(result.stderr()).isZero();
    return result;
  }
}
