package dev.jpm.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jpm.registrymock.MockRegistry;
import dev.jpm.testing.CommandResult;
import dev.jpm.testing.SpawnedCommand;
import dev.jpm.testing.TempProject;
import dev.jpm.testing.TreeListing;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code install-strategy=linked}: projects link to packages that lie once per machine. */
class LinkedLayoutTest {
  private final MockRegistry registry = MockRegistry.start();
  private final long seed = System.nanoTime();

  @TempDir private Path temp;
  private TempProject project;
  private Jpm jpm;

  @BeforeEach
  void prepare() {
    registry
        .publish("a", "1.0.0", p -> p.dependency("b", "^1.0.0").bin("a", "cli.js"))
        .publish("b", "1.2.0", p -> p.dependency("@s/c", "*").file("lib/x.js", "x"))
        .publish("@s/c", "2.0.0", p -> p.bin("c", "cli.js"));
    project = TempProject.in(temp.resolve("project"));
    project.packageJson(p -> p.dependency("a", "^1.0.0"));
    jpm = Jpm.with(temp.resolve("home"), registry).set("npm_config_install_strategy", "linked");
  }

  @AfterEach
  void stop() {
    registry.close();
  }

  @Test
  void packagesFindTheirDependenciesAsNodeLooksForThem() {
    install();

    assertThat(Files.isSymbolicLink(project.path("node_modules/a"))).isTrue();
    Path a = found(project.folder(), "a");
    Path b = found(a, "b");
    assertThat(b).isNotNull();
    assertThat(found(b, "@s/c")).isNotNull();
    assertThat(found(a, "a")).isEqualTo(a);
    assertThat(b.resolve("lib/x.js")).hasContent("x");
  }

  @Test
  void whatIsNotAskedForIsNotFound() {
    install();

    assertThat(found(project.folder(), "b")).isNull();
    assertThat(found(found(project.folder(), "a"), "@s/c")).isNull();
    assertThat(project.tree("node_modules").paths())
        .containsExactlyInAnyOrder(".bin", ".bin/a", ".jpm-linked", "a");
  }

  @Test
  void theLockfileIsThatOfTheHoistedLayout() {
    install();
    String linked = project.read("package-lock.json");
    project.remove("package-lock.json").remove("node_modules");

    jpm.run(project, "install", "--install-strategy=hoisted").succeeded();

    assertThat(project.read("package-lock.json")).isEqualTo(linked);
  }

  @Test
  void aSecondInstallWritesNothingAndSaysSo() {
    install();
    TreeListing before = project.tree(".");
    TreeListing cache = TreeListing.of(jpm.cache().resolve("v1/virtual"));

    assertThat(install().stdout()).contains("up to date");

    assertThat(project.tree(".").changedSince(before)).isEmpty();
    assertThat(TreeListing.of(jpm.cache().resolve("v1/virtual")).changedSince(cache)).isEmpty();
  }

  @Test
  void anotherProjectMakesNoFileOfAPackage() throws IOException {
    install();
    TempProject other = TempProject.in(temp.resolve("other"));
    other.file("package.json", project.read("package.json"));
    other.file("package-lock.json", project.read("package-lock.json"));
    registry.requests().clear();
    TreeListing cache = TreeListing.of(jpm.cache());

    jpm.run(other, "install").succeeded();

    assertThat(registry.requests().counts()).isEmpty();
    assertThat(TreeListing.of(jpm.cache()).changedSince(cache))
        .as("nothing but what an install notes, so a store may be read-only")
        .allMatch(path -> path.matches("v1(/(linked|outcomes|projects).*)?"));
    assertThat(found(other.folder(), "a")).isEqualTo(found(project.folder(), "a"));
    assertThat(filesIn(other.path("node_modules"))).containsExactly(".jpm-linked");
  }

  @Test
  void commandsRun() throws Exception {
    useStandInNode();
    project.packageJson(p -> p.dependency("a", "^1.0.0").script("use", "a --flag"));
    install();

    try (var command = jpm.spawn(project, "run", "-s", "use")) {
      assertThat(command.await().succeeded().stdout())
          .isEqualTo("node " + project.path("node_modules/.bin/a") + " --flag\n");
    }
  }

  @Test
  void peersOfTwoVersionsAreEachTheirDependents() {
    registry
        .publish("react", "1.0.0")
        .publish("react", "2.0.0")
        .publish("ui", "1.0.0", p -> p.peer("react", "*"))
        .publish("ui", "2.0.0");
    project.packageJson(p -> p.workspaces("packages/*").dependency("ui", "2.0.0"));
    project
        .packageJson(
            "packages/one",
            "one",
            "1.0.0",
            p -> p.dependency("react", "1.0.0").dependency("ui", "1.0.0"))
        .packageJson(
            "packages/two",
            "two",
            "1.0.0",
            p -> p.dependency("react", "2.0.0").dependency("ui", "1.0.0"));

    install();

    Path one = found(project.path("packages/one"), "ui");
    Path two = found(project.path("packages/two"), "ui");
    assertThat(one).isNotEqualTo(two);
    assertThat(found(one, "react")).isEqualTo(found(project.path("packages/one"), "react"));
    assertThat(found(two, "react")).isEqualTo(found(project.path("packages/two"), "react"));
  }

  @Test
  void workspacesHaveTheirOwnAndFindEachOther() {
    registry.publish("plugin", "1.0.0", p -> p.peer("one", "*"));
    project.packageJson(p -> p.workspaces("packages/*"));
    project
        .packageJson("packages/one", "one", "1.0.0", p -> p.dependency("b", "*").bin("one", "x.js"))
        .packageJson(
            "packages/two",
            "two",
            "1.0.0",
            p -> p.dependency("one", "*").dependency("plugin", "*"));
    project.file("packages/one/x.js", "#!/usr/bin/env node\n");

    install();

    assertThat(found(project.path("packages/two"), "one")).isEqualTo(real("packages/one"));
    assertThat(found(found(project.path("packages/two"), "plugin"), "one"))
        .isEqualTo(real("packages/one"));
    assertThat(found(project.path("packages/one"), "b")).isNotNull();
    assertThat(found(project.path("packages/two"), "b")).isNull();
    assertThat(Files.exists(project.path("packages/two/node_modules/.bin/one"))).isTrue();
  }

  @Test
  void whatIsNoLongerAskedForGoes() {
    project.packageJson(p -> p.dependency("a", "*").dependency("b", "*"));
    install();

    jpm.run(project, "uninstall", "a").succeeded();

    assertThat(project.tree("node_modules").paths()).containsExactlyInAnyOrder(".jpm-linked", "b");
    assertThat(found(project.folder(), "b")).isNotNull();
  }

  @Test
  void ciMakesTheSameLinks() {
    install();
    TreeListing before = project.tree("node_modules");
    project.file("node_modules/stray/index.js", "x");

    CommandResult ci = jpm.run(project, "ci").succeeded();

    assertThat(ci.stdout()).contains("added 3 packages");
    assertThat(project.tree("node_modules").lines()).isEqualTo(before.lines());
  }

  @Test
  void aLinkTakenAwayComesBackAndWhatDoesNotBelongGoes() {
    install();
    TreeListing before = project.tree("node_modules");
    project.remove("node_modules/a").file("node_modules/stray/index.js", "x");

    assertThat(install().stdout()).contains("added 1 package");

    assertThat(project.tree("node_modules").lines()).isEqualTo(before.lines());
  }

  @Test
  void layoutsReplaceEachOther() throws IOException {
    project.packageJson(p -> p.workspaces("packages/*").dependency("a", "*"));
    project.packageJson("packages/one", "one", "1.0.0", p -> p.dependency("b", "*"));
    jpm.run(project, "install", "--install-strategy=hoisted").succeeded();
    TreeListing hoisted = project.tree(".");

    install();
    assertThat(project.has("node_modules/b")).isFalse();
    assertThat(project.has("node_modules/.package-lock.json")).isFalse();
    assertThat(filesIn(project.path("node_modules"))).containsExactly(".jpm-linked");
    assertThat(found(project.path("packages/one"), "b")).isNotNull();

    jpm.run(project, "install", "--install-strategy=hoisted").succeeded();
    assertThat(project.tree(".").lines()).isEqualTo(hoisted.lines());
    assertThat(jpm.run(project, "install", "--install-strategy=hoisted").stdout())
        .contains("up to date");
  }

  @Test
  void commandsThatReadTheTreeKnowTheLayout() {
    registry.publish("a", "1.1.0", p -> p.dependency("b", "^1.0.0"));
    project.packageJson(p -> p.dependency("a", "1.0.0"));
    install();

    assertThat(jpm.run(project, "ls", "--all").succeeded().stdout())
        .contains("a@1.0.0")
        .contains("b@1.2.0")
        .contains("@s/c@2.0.0");
    assertThat(jpm.run(project, "explain", "@s/c").succeeded().stdout()).contains("b@1.2.0");
    assertThat(jpm.run(project, "outdated").stdout()).contains("1.1.0");
    assertThat(jpm.run(project, "query", "#b").succeeded().stdout()).contains("\"1.2.0\"");
    Path a = found(project.folder(), "a");
    assertThat(jpm.run(project, "ls", "--parseable").succeeded().stdout()).contains(a.toString());
  }

  @Test
  void garbageIsWhatNoProjectIsLinkedTo() {
    install();
    TempProject other = TempProject.in(temp.resolve("other"));
    other.packageJson(p -> p.dependency("b", "*"));
    jpm.run(other, "install").succeeded();
    project.remove("");

    jpm.run(other, "cache", "gc").succeeded();

    assertThat(jpm.cache().resolve("v1/virtual/a")).doesNotExist();
    assertThat(found(found(other.folder(), "b"), "@s/c")).isNotNull();
    jpm.run(other, "cache", "verify").succeeded();
    assertThat(jpm.run(other, "install").succeeded().stdout()).contains("up to date");
  }

  @Test
  void anEntryThatIsDamagedIsFoundAndMadeAgain() throws IOException {
    install();
    Path b = found(found(project.folder(), "a"), "b");
    Files.writeString(b.resolve("lib/x.js"), "y");

    CommandResult verified = jpm.run(project, "cache", "verify").succeeded();

    assertThat(verified.stdout()).contains("Corrupted content removed");
    assertThat(b).doesNotExist();
    install();
    assertThat(b.resolve("lib/x.js")).hasContent("x");
  }

  @Test
  void scriptsRunOncePerMachineAndTheirWorkIsKept() throws Exception {
    useStandInNode();
    registry.publish(
        "native", "1.0.0", p -> p.dependency("b", "*").script("postinstall", "echo x >> built"));
    String json =
        """
        {"name": "project", "version": "1.0.0", "dependencies": {"native": "*"},
         "allowScripts": {"native": true}}
        """;
    project.file("package.json", json);
    TempProject other = TempProject.in(temp.resolve("other")).file("package.json", json);

    spawn(project, "install").succeeded();
    spawn(other, "install").succeeded();

    Path built = found(project.folder(), "native");
    assertThat(built.resolve("built")).hasContent("x");
    assertThat(found(other.folder(), "native")).isEqualTo(built);
    spawn(project, "rebuild", "native").succeeded();
    assertThat(built.resolve("built")).hasContent("x");
  }

  @Test
  void anApprovalGivenLaterCounts() throws Exception {
    useStandInNode();
    registry.publish("native", "1.0.0", p -> p.script("postinstall", "echo x >> built"));
    project.packageJson(p -> p.dependency("native", "*"));

    assertThat(spawn(project, "install").succeeded().stderr()).contains("native@1.0.0");
    Path held = found(project.folder(), "native");
    assertThat(held.resolve("built")).doesNotExist();
    spawn(project, "approve-scripts", "native").succeeded();
    spawn(project, "rebuild").succeeded();

    assertThat(found(project.folder(), "native").resolve("built")).hasContent("x");
    assertThat(held.resolve("built")).doesNotExist();
  }

  @Test
  void aScriptThatFailsLeavesNothingAndAnOptionalOneTakesItsSetAlong() throws Exception {
    useStandInNode();
    registry
        .publish("broken", "1.0.0", p -> p.dependency("b", "*").script("install", "exit 7"))
        .publish("user", "1.0.0", p -> p.optional("broken", "*"));
    project.file(
        "package.json",
        """
        {"name": "project", "version": "1.0.0", "dependencies": {"broken": "*"},
         "allowScripts": {"broken": true}}
        """);
    spawn(project, "install").failed(7);
    assertThat(project.has("node_modules")).isFalse();

    project.file(
        "package.json",
        """
        {"name": "project", "version": "1.0.0", "dependencies": {"user": "*"},
         "allowScripts": {"broken": true}}
        """);
    spawn(project, "install").succeeded();

    Path user = found(project.folder(), "user");
    assertThat(user).isNotNull();
    assertThat(found(user, "broken")).isNull();
    assertThat(jpm.cache().resolve("v1/virtual/broken")).doesNotExist();
  }

  @Test
  void aKilledInstallIsUndoneByTheNext() throws Exception {
    TreeListing before = project.tree(".");
    var gate = registry.hold("*.tgz");
    try (SpawnedCommand install = jpm.spawn(project, "install")) {
      gate.awaitArrivals(1);
      install.kill();
    }
    gate.open();

    assertThat(project.tree(".").without("node_modules").lines()).isEqualTo(before.lines());
    install();
    assertThat(found(found(found(project.folder(), "a"), "b"), "@s/c")).isNotNull();
    jpm.run(project, "cache", "verify").succeeded();
  }

  @Test
  void aKillAtAnyMomentIsMadeGood() throws Exception {
    SplittableRandom random = new SplittableRandom(seed);
    for (int kill = 0; kill < 4; kill++) {
      Duration moment = Duration.ofMillis(400 + random.nextInt(1600));
      try (SpawnedCommand install = jpm.spawn(project, "install")) {
        install.killAfter(moment);
      }

      install();

      assertThat(found(found(found(project.folder(), "a"), "b"), "@s/c"))
          .as("seed " + seed + ", killed after " + moment)
          .isNotNull();
      jpm.run(project, "cache", "verify").succeeded();
      jpm.run(project, "cache", "clean", "--force").succeeded();
      project.remove("node_modules").remove("package-lock.json");
    }
  }

  @Test
  void installsAtTheSameTimeDoNotDisturbEachOther() throws Exception {
    TempProject other = TempProject.in(temp.resolve("other"));
    other.file("package.json", project.read("package.json"));
    var gate = registry.hold("*.tgz");
    try (SpawnedCommand one = jpm.spawn(project, "install");
        SpawnedCommand two = jpm.spawn(other, "install")) {
      gate.awaitArrivals(2);
      gate.open();
      one.await().succeeded();
      two.await().succeeded();
    }

    assertThat(found(other.folder(), "a")).isEqualTo(found(project.folder(), "a"));
    assertThat(found(found(other.folder(), "a"), "b").resolve("lib/x.js")).hasContent("x");
    assertThat(TreeListing.of(jpm.cache().resolve("v1/tmp")).paths()).isEmpty();
  }

  private void useStandInNode() throws IOException {
    jpm.set("npm_config_runtime", "system")
        .set("PATH", StandInNode.in(temp.resolve("bin")) + ":/usr/bin:/bin");
  }

  private CommandResult spawn(TempProject where, String... arguments) throws InterruptedException {
    try (SpawnedCommand command = jpm.spawn(where, arguments)) {
      return command.await();
    }
  }

  private CommandResult install() {
    return jpm.run(project, "install").succeeded();
  }

  private Path real(String path) {
    try {
      return project.path(path).toRealPath();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  /** The folder of the package that {@code require(name)} finds from a file in {@code from}. */
  private static @Nullable Path found(@Nullable Path from, String name) {
    try {
      for (Path at = from == null ? null : from.toRealPath(); at != null; at = at.getParent()) {
        Path there = at.resolve("node_modules").resolve(name);
        if (!at.endsWith("node_modules") && Files.exists(there.resolve("package.json"))) {
          return there.toRealPath();
        }
      }
      return null;
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static List<String> filesIn(Path folder) throws IOException {
    try (Stream<Path> walk = Files.walk(folder)) {
      return walk.filter(path -> Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS))
          .map(path -> folder.relativize(path).toString())
          .toList();
    }
  }
}
