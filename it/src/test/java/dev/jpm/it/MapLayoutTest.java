package dev.jpm.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jpm.registrymock.MockRegistry;
import dev.jpm.testing.CommandResult;
import dev.jpm.testing.SpawnedCommand;
import dev.jpm.testing.TempProject;
import dev.jpm.testing.TreeListing;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code install-strategy=map}: Node.js is told where packages lie, and nothing is linked. */
class MapLayoutTest {
  private static final String OPTION = "--experimental-package-map=";

  private final MockRegistry registry = MockRegistry.start();

  @TempDir private Path temp;
  private TempProject project;
  private Jpm jpm;

  @BeforeEach
  void prepare() throws IOException {
    registry
        .publish("a", "1.0.0", p -> p.dependency("b", "^1.0.0").bin("a", "cli.js"))
        .publish("b", "1.2.0", p -> p.dependency("@s/c", "*").file("lib/x.js", "x"))
        .publish("@s/c", "2.0.0", p -> p.bin("c", "cli.js"));
    project = TempProject.in(temp.toRealPath().resolve("project"));
    project.packageJson(
        p -> p.dependency("a", "^1.0.0").script("use", "a --flag").script("env", "printenv"));
    jpm =
        Jpm.with(temp.resolve("home"), registry)
            .set("npm_config_install_strategy", "map")
            .set("npm_config_runtime", "system")
            .set("PATH", StandInNode.in(temp.resolve("bin")) + ":/usr/bin:/bin");
  }

  @AfterEach
  void stop() {
    registry.close();
  }

  @Test
  void aProjectHoldsTheMapAndItsCommands() {
    install();

    assertThat(project.tree("node_modules").paths())
        .containsExactlyInAnyOrder(".bin", ".bin/a", ".jpm-linked", ".package-map.json");
    assertThat(map())
        .contains("\".\":{\"url\":\"../../project\",\"dependencies\":{\"a\":\"a@1.0.0\"}}")
        .contains("\"dependencies\":{\"@s/c\":\"@s/c@2.0.0\",\"b\":\"b@1.2.0\"}");
    TreeListing before = project.tree(".");
    assertThat(install().stdout()).contains("up to date");
    assertThat(project.tree(".").changedSince(before)).isEmpty();
  }

  @Test
  void theSameInstallElsewhereComesToTheSameWithoutAsking() throws IOException {
    jpm.unset("npm_config_runtime").set("npm_config_timing", "true");
    install();
    TempProject other = TempProject.in(temp.toRealPath().resolve("other one"));
    other.file("package.json", project.read("package.json"));
    other.file("package-lock.json", project.read("package-lock.json"));
    registry.requests().clear();

    CommandResult again = jpm.run(other, "install").succeeded();

    assertThat(again.stderr()).as("known before").doesNotContain("resolve ");
    assertThat(registry.requests().counts()).isEmpty();
    assertThat(other.read("node_modules/.package-map.json"))
        .isEqualTo(map().replace("../../project", "../../other%20one"));
    assertThat(jpm.run(other, "install").succeeded().stdout()).contains("up to date");
    other.remove("node_modules/.package-map.json");
    jpm.run(other, "install").succeeded();
    assertThat(other.has("node_modules/.package-map.json")).isTrue();
  }

  @Test
  void layoutsReplaceEachOtherAndLeaveOneLockfile() {
    project.packageJson(p -> p.workspaces("packages/*").dependency("a", "*"));
    project.packageJson("packages/one", "one", "1.0.0", p -> p.dependency("b", "*"));
    install("--install-strategy=hoisted");
    TreeListing hoisted = project.tree(".");
    install("--install-strategy=linked");
    TreeListing linked = project.tree(".");

    install();
    TreeListing mapped = project.tree(".");
    assertThat(mapped.paths())
        .contains("node_modules/.package-map.json")
        .doesNotContain("node_modules/a", "node_modules/one", "packages/one/node_modules");
    assertThat(map())
        .contains("\"packages/one\":{\"url\":\"../../project/packages/one\"")
        .contains("\"dependencies\":{\"b\":\"b@1.2.0\",\"one\":\"packages/one\"}");

    install("--install-strategy=linked");
    assertThat(project.tree(".").lines()).isEqualTo(linked.lines());
    install();
    assertThat(project.tree(".").lines()).isEqualTo(mapped.lines());
    install("--install-strategy=hoisted");
    assertThat(project.tree(".").lines()).isEqualTo(hoisted.lines());
  }

  @Test
  void commandsThatReadOrChangeTheTreeKnowTheLayout() {
    install();

    assertThat(jpm.run(project, "ls", "--all").succeeded().stdout())
        .contains("a@1.0.0")
        .contains("@s/c@2.0.0");
    assertThat(jpm.run(project, "why", "@s/c").succeeded().stdout()).contains("b@1.2.0");
    TreeListing before = project.tree("node_modules");
    jpm.run(project, "ci").succeeded();
    assertThat(project.tree("node_modules").lines()).isEqualTo(before.lines());
    jpm.run(project, "rebuild").succeeded();
    assertThat(project.tree("node_modules").lines()).isEqualTo(before.lines());
    jpm.run(project, "install", "b").succeeded();
    assertThat(map()).contains("\"a\":\"a@1.0.0\",\"b\":\"b@1.2.0\"}");
    jpm.run(project, "uninstall", "a").succeeded();
    assertThat(map()).doesNotContain("a@1.0.0").contains("{\"b\":\"b@1.2.0\"}");
    jpm.run(project, "prune").succeeded();
    jpm.run(project, "cache", "gc").succeeded();
    jpm.run(project, "cache", "verify").succeeded();
    assertThat(install().stdout()).contains("up to date");
    assertThat(jpm.cache().resolve("v1/virtual/b")).exists();
    assertThat(jpm.cache().resolve("v1/virtual/a")).doesNotExist();
  }

  @Test
  void scriptsFindCommandsAndAreToldOfTheMap() throws Exception {
    install();
    String told = OPTION + project.path("node_modules/.package-map.json");

    assertThat(spawn("run", "-s", "use").stdout())
        .isEqualTo("node " + project.path("node_modules/.bin/a") + " --flag\n");
    jpm.set("NODE_OPTIONS", "--no-deprecation");
    assertThat(spawn("run", "-s", "env").stdout())
        .contains("NODE_OPTIONS=" + told + " --no-deprecation\n");
    assertThat(spawn("exec", "-c", "printenv").stdout()).contains(told);
    assertThat(spawn("exec", "a@1.0.0").stdout()).startsWith("node ");
    assertThat(jpm.cache().resolve("_npx")).doesNotExist();

    install("--install-strategy=linked");
    jpm.set("NODE_OPTIONS", told);
    assertThat(spawn("run", "-s", "env").stdout()).doesNotContain("NODE_OPTIONS");
  }

  @Test
  void installScriptsRunWithoutTheMapAndThoseOfTheProjectWithIt() throws Exception {
    registry.publish(
        "native", "1.0.0", p -> p.dependency("b", "*").script("postinstall", "printenv > built"));
    project.file(
        "package.json",
        """
        {"name": "project", "version": "1.0.0", "dependencies": {"native": "*"},
         "workspaces": ["w"], "allowScripts": {"native": true},
         "scripts": {"prepare": "printenv > prepared"}}
        """);
    project.file(
        "w/package.json",
        """
        {"name": "w", "version": "1.0.0", "scripts": {"postinstall": "printenv > built"}}
        """);

    spawn("install");

    assertThat(project.read("prepared")).contains(OPTION);
    assertThat(project.read("w/built")).contains(OPTION);
    try (var files = Files.walk(jpm.cache().resolve("v1/virtual/native"))) {
      Path built = files.filter(file -> file.endsWith("native/built")).findAny().orElseThrow();
      assertThat(built).content().contains("npm_package_name=native").doesNotContain(OPTION);
    }
  }

  @Test
  void anOlderNodeIsRefusedBeforeAnythingIsDone() throws IOException {
    Path node = temp.resolve("bin/node");
    Files.writeString(node, Files.readString(node).replace("26.10.0", "24.18.0"));

    CommandResult refused = jpm.run(project, "install");

    assertThat(Jpm.codeOf(refused)).isEqualTo("ERUNTIME");
    assertThat(refused.stderr()).contains("24.18.0").contains("install-strategy=linked");
    assertThat(project.has("node_modules")).isFalse();
    assertThat(project.has("package-lock.json")).isFalse();
  }

  private String map() {
    return project.read("node_modules/.package-map.json");
  }

  private CommandResult install(String... more) {
    String[] words = new String[more.length + 1];
    words[0] = "install";
    System.arraycopy(more, 0, words, 1, more.length);
    return jpm.run(project, words).succeeded();
  }

  private CommandResult spawn(String... arguments) throws InterruptedException {
    try (SpawnedCommand command = jpm.spawn(project, arguments)) {
      return command.await().succeeded();
    }
  }
}
