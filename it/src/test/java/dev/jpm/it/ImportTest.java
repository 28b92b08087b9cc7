package dev.jpm.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jpm.model.json.JsonText;
import dev.jpm.registrymock.MockRegistry;
import dev.jpm.testing.CommandResult;
import dev.jpm.testing.Folders;
import dev.jpm.testing.TempProject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Lockfiles that Yarn 1, Yarn 4, pnpm 8 to 10 and Bun wrote for three projects become lockfiles of
 * npm's with the same versions. The registry has a newer version of everything, so that each kept
 * version is kept on purpose.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ImportTest {
  private static final Path FIXTURES = Folders.fixture("imports");

  /** Yarn makes node-gyp a dependency of what has to be built; npm brings its own. */
  private static final String NODE_GYP =
      "@isaacs/fs-minipass@4.0.1 abbrev@5.0.0 chownr@3.0.0 env-paths@2.2.1"
          + " exponential-backoff@3.1.3 fdir@6.5.0 graceful-fs@4.2.12 isexe@4.0.0 minipass@7.1.3"
          + " minizlib@3.1.0 node-gyp@13.1.0 nopt@10.0.1 picomatch@4.0.7 proc-log@7.0.0 tar@7.5.23"
          + " tinyglobby@0.2.17 undici@8.13.1 which@7.0.0 yallist@5.0.0";

  /** The same tree in three formats: ruling@1.0.0, and ruled@2.0.0 where 1.x is asked for. */
  private static final Map<String, String> RULED =
      Map.of(
          "yarn.lock",
          """
          ruled@2.0.0, ruled@^1.0.0:
            version "2.0.0"

          ruling@^1.0.0:
            version "1.0.0"
            dependencies:
              ruled "^1.0.0"
          """,
          "pnpm-lock.yaml",
          """
          lockfileVersion: '9.0'
          overrides:
            ruled: 2.0.0
          importers:
            .:
              dependencies:
                ruling:
                  specifier: ^1.0.0
                  version: 1.0.0
          packages:
            ruled@2.0.0: {}
            ruling@1.0.0: {}
          snapshots:
            ruled@2.0.0: {}
            ruling@1.0.0:
              dependencies:
                ruled: 2.0.0
          """,
          "bun.lock",
          """
          {
            "workspaces": {"": {"dependencies": {"ruling": "^1.0.0"}}},
            "overrides": {"ruled": "2.0.0"},
            "packages": {
              "ruled": ["ruled@2.0.0", "", {}, ""],
              "ruling": ["ruling@1.0.0", "", {"dependencies": {"ruled": "^1.0.0"}}, ""],
            },
          }
          """);

  private final JsonNode world = read(FIXTURES.resolve("packages.json"));
  private MockRegistry registry = MockRegistry.start();

  @TempDir private Path temp;

  @BeforeAll
  void publish() {
    world.forEachEntry((name, versions) ->
        versions.forEachEntry((version, description) -> {
          ObjectNode fields = ((ObjectNode) description).deepCopy();
          fields.remove("integrity");
          registry.publish(name, version, release -> release.manifest(fields.toString()));
        }));
    world.forEachEntry((name, versions) ->
        versions.forEachEntry((version, _) -> {
          int dot = version.lastIndexOf('.');
          String newer =
              version.substring(0, dot + 1) + (Long.parseLong(version.substring(dot + 1)) + 1000);
          registry.publish(name, newer);
        }));
  }

  @AfterAll
  void stop() {
    registry.close();
  }

  @ParameterizedTest
  @CsvSource({
    "yarn-classic, server,     yarn.lock,      ''",
    "yarn-classic, front-end,  yarn.lock,      ''",
    "yarn-classic, workspaces, yarn.lock,      ''",
    "yarn-berry,   server,     yarn.lock,      '" + NODE_GYP + "'",
    "yarn-berry,   front-end,  yarn.lock,      '" + NODE_GYP + " semver@7.8.5'",
    "yarn-berry,   workspaces, yarn.lock,      ''",
    "pnpm,         server,     pnpm-lock.yaml, ''",
    "pnpm,         front-end,  pnpm-lock.yaml, ''",
    "pnpm,         workspaces, pnpm-lock.yaml, ''",
    "bun,          server,     bun.lock,       ''",
    "bun,          front-end,  bun.lock,       ''",
    "bun,          workspaces, bun.lock,       ''",
  })
  void keepsTheVersionsAndInstalls(String format, String name, String lockfile, String more) {
    TempProject project = project(format, name, lockfile);
    Jpm jpm = Jpm.with(temp.resolve("home"), registry);

    CommandResult result = jpm.run(project, "import").succeeded();

    Set<String> source = LockedVersions.ofOthers(lockfile, project.read(lockfile));
    Set<String> imported = packagesIn(project);
    assertThat(source).hasSizeGreaterThan(40);
    assertThat(source).containsAll(imported);
    source.removeAll(imported);
    assertThat(source).as("what npm has no use for").isEqualTo(words(more));
    assertThat(result.stdout()).contains("as in " + lockfile).doesNotContain("does not have");
    assertThat(project.has("node_modules")).isFalse();

    String lock = project.read("package-lock.json");
    jpm.run(project, "ci").succeeded();
    jpm.run(project, "ls", "--all").succeeded();
    jpm.run(project, "install").succeeded();
    assertThat(project.read("package-lock.json")).isEqualTo(lock);
  }

  @Test
  void anInstallBesideYarnOnesLockfileTakesItsVersions() {
    TempProject imported = project("yarn-classic", "server", "yarn.lock");
    TempProject installed = project("yarn-classic", "server", "yarn.lock");
    String before = installed.read("yarn.lock");
    Jpm jpm = Jpm.with(temp.resolve("home"), registry);

    jpm.run(imported, "import").succeeded();
    jpm.run(installed, "install").succeeded();

    assertThat(installed.read("package-lock.json")).isEqualTo(imported.read("package-lock.json"));
    assertThat(installed.read("yarn.lock")).isEqualTo(before);
  }

  @Test
  void anInstallBesideAnotherLockfileTakesTheNewest() {
    TempProject project = project("yarn-berry", "workspaces", "yarn.lock");

    Jpm.with(temp.resolve("home"), registry).run(project, "install").succeeded();

    assertThat(packagesIn(project)).anyMatch(id -> id.matches("prettier@3\\.\\d+\\.1\\d{3}"));
  }

  @Test
  void otherBytesThanTheLockfileTellsOfAreRefused() {
    TempProject project = project("pnpm", "workspaces", "pnpm-lock.yaml");
    String integrity = registry.integrity("ms", "2.0.0");
    project.file(
        "pnpm-lock.yaml",
        project.read("pnpm-lock.yaml").replace(integrity, registry.integrity("debug", "4.4.3")));

    CommandResult result = Jpm.with(temp.resolve("home"), registry).run(project, "import");

    assertThat(result.failed(1).stderr()).contains("code EINTEGRITY");
    assertThat(project.has("package-lock.json")).isFalse();
  }

  @Test
  void aLockfileOfNpmsIsNotLost() {
    TempProject project = project("bun", "workspaces", "bun.lock");
    project.file("package-lock.json", "{}");
    Jpm jpm = Jpm.with(temp.resolve("home"), registry);

    assertThat(jpm.run(project, "import").failed(1).stderr()).contains("code EEXIST");
    assertThat(project.read("package-lock.json")).isEqualTo("{}");
    jpm.run(project, "import", "--force").succeeded();
    assertThat(packagesIn(project)).contains("ms@2.0.0");
  }

  @Test
  void ofSeveralLockfilesOneHasToBeNamed() {
    TempProject project = project("bun", "workspaces", "bun.lock");
    project.file("yarn.lock", "");
    Jpm jpm = Jpm.with(temp.resolve("home"), registry);

    assertThat(jpm.run(project, "import").failed(1).stderr()).contains("jpm import yarn.lock");
    jpm.run(project, "import", "bun.lock").succeeded();
  }

  @Test
  void whatAPackageBringsInItsTarballIsNotMissedInTheSource() {
    registry.publish("carrier", "1.0.0", release -> release.bundled("carried", "1.0.0"));
    TempProject project = TempProject.in(temp.resolve("carrier"));
    project.packageJson(p -> p.dependency("carrier", "^1.0.0"));
    project.file("yarn.lock", "carrier@^1.0.0:\n  version \"1.0.0\"\n");

    CommandResult result =
        Jpm.with(temp.resolve("home"), registry).run(project, "import").succeeded();

    assertThat(project.read("package-lock.json")).contains("node_modules/carrier/node_modules");
    assertThat(result.stdout()).isEqualTo("package-lock.json has 2 packages as in yarn.lock\n");
  }

  @ParameterizedTest
  @CsvSource({"yarn.lock", "pnpm-lock.yaml", "bun.lock"})
  void rulesOfTheSourceBecomeOverrides(String lockfile) {
    registry.publish("ruled", "1.0.0");
    registry.publish("ruled", "2.0.0");
    registry.publish("ruling", "1.0.0", release -> release.dependency("ruled", "^1.0.0"));
    TempProject project = TempProject.in(temp.resolve("ruled-" + lockfile));
    project.file(
        "package.json",
        """
        {
          "dependencies": {"ruling": "^1.0.0"},
          "resolutions": {"ruled": "2.0.0"}
        }
        """);
    project.file(lockfile, RULED.get(lockfile));
    Jpm jpm = Jpm.with(temp.resolve("home"), registry);

    CommandResult result = jpm.run(project, "import").succeeded();

    assertThat(packagesIn(project)).containsExactlyInAnyOrder("ruled@2.0.0", "ruling@1.0.0");
    assertThat(result.stdout())
        .isEqualTo(
            "package-lock.json has 2 packages as in "
                + lockfile
                + "\npackage.json has the rules of "
                + lockfile
                + " as \"overrides\"\n");
    assertThat(JsonText.parse(project.read("package.json"), "").path("overrides").toString())
        .isEqualTo("{\"ruled\":\"2.0.0\"}");
    jpm.run(project, "ci").succeeded();
    jpm.run(project, "ls", "--all").succeeded();
  }

  @Test
  void rulesThatAreNotTakenOverAreTold() {
    TempProject project = TempProject.in(temp.resolve("resolutions"));
    String manifest = "{\"resolutions\": {\"ms\": \"link:./ms\"}}";
    project.file("package.json", manifest);
    project.file("yarn.lock", "# yarn lockfile v1\n");

    CommandResult result =
        Jpm.with(temp.resolve("home"), registry).run(project, "import").succeeded();

    assertThat(result.stderr()).contains("the rule that makes ms link:./ms is not taken over");
    assertThat(project.read("package.json")).isEqualTo(manifest);
  }

  @Test
  void whereThereIsNothingToImportItIsSaid() {
    TempProject project = TempProject.in(temp.resolve("empty"));
    project.packageJson(p -> {});
    project.file("bun.lockb", "binary");

    CommandResult result = Jpm.with(temp.resolve("home"), registry).run(project, "import");

    assertThat(result.failed(1).stderr()).contains("code ENOLOCK").contains("yarn.lock");
    assertThat(result.stderr()).contains("bun install --save-text-lockfile");
  }

  /** A copy of a fixture whose integrities are those of the registry here. */
  private TempProject project(String format, String name, String lockfile) {
    Path folder = temp.resolve(format + "-" + name + "-" + System.nanoTime()).resolve(name);
    Folders.copySources(FIXTURES.resolve(format).resolve(name), folder);
    TempProject project = TempProject.in(folder);
    StringBuilder text = new StringBuilder(project.read(lockfile));
    world.forEachEntry((pack, versions) ->
        versions.forEachEntry((version, description) -> {
          String real = description.path("integrity").stringValue();
          int at = text.indexOf(real);
          while (at >= 0) {
            text.replace(at, at + real.length(), registry.integrity(pack, version));
            at = text.indexOf(real, at + 1);
          }
        }));
    return project.file(lockfile, text.toString());
  }

  private static Set<String> packagesIn(TempProject project) {
    return LockedVersions.ofNpm(project.read("package-lock.json"));
  }

  private static Set<String> words(String text) {
    return text.isEmpty() ? Set.of() : Set.of(text.split(" ", -1));
  }

  private static JsonNode read(Path file) {
    try {
      return JsonText.parse(Files.readString(file), file.toString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
