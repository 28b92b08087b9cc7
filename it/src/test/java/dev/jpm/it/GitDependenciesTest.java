package dev.jpm.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jpm.registrymock.MockRegistry;
import dev.jpm.testing.CommandResult;
import dev.jpm.testing.GitRepository;
import dev.jpm.testing.SpawnedCommand;
import dev.jpm.testing.TempProject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Packages from git repositories. What lockfiles say of them was compared with npm's. */
class GitDependenciesTest {
  private final MockRegistry registry = MockRegistry.start();

  @TempDir private Path temp;
  private TempProject project;
  private GitRepository repository;
  private String first;
  private String second;
  private Jpm jpm;

  @BeforeEach
  void prepare() throws Exception {
    repository = GitRepository.in(temp.resolve("hosted/me/lib.git"));
    repository
        .file("package.json", "{\"name\": \"lib\", \"version\": \"1.0.0\", \"main\": \"i.js\"}")
        .file("i.js", "1")
        .file("test/t.js", "test")
        .file(".gitignore", "built")
        .file(".npmignore", "test");
    first = repository.commit();
    repository.git("tag", "v1.0.0");
    second =
        repository
            .file("package.json", "{\"name\": \"lib\", \"version\": \"2.0.0\", \"main\": \"i.js\"}")
            .commit();
    project = TempProject.in(temp.resolve("project"));
    Path bin = StandInNode.in(temp.resolve("bin"));
    Path gitConfig =
        Files.writeString(
            temp.resolve("gitconfig"),
            """
            [url "file://%s/"]
            insteadOf = "ssh://git@github.com/"
            [url "file:///nowhere/"]
            insteadOf = "https://github.com/"
            """
                .formatted(temp.resolve("hosted").toRealPath()));
    jpm =
        Jpm.with(temp.resolve("home"), registry)
            .set("PATH", bin + ":/usr/local/bin:/usr/bin:/bin")
            .set("npm_config_runtime", "system")
            .set("npm_config_replace_registry_host", "codeload.github.com")
            .set("GIT_CONFIG_GLOBAL", gitConfig.toString());
  }

  @AfterEach
  void stop() {
    registry.close();
  }

  @Test
  void aCommitIsPackedAndWrittenDownAsNpmDoes() {
    project.packageJson(p ->
        p.dependency("lib", repository.spec("#semver:^1")).dependency("two", repository.spec("")));

    run("install").succeeded();

    assertThat(project.tree("node_modules/lib").paths())
        .containsExactlyInAnyOrder("i.js", "package.json");
    assertThat(project.read("package-lock.json"))
        .contains(
            """
                "node_modules/lib": {
                  "version": "1.0.0",
                  "resolved": "%s"
                },
                "node_modules/two": {
                  "name": "lib",
                  "version": "2.0.0",
                  "resolved": "%s"
                }
            """
                .formatted(repository.spec("#" + first), repository.spec("#" + second)));
  }

  @Test
  void whatIsKeptIsInstalledWithoutGit() {
    project.packageJson(p -> p.dependency("lib", repository.spec("#v1.0.0")));
    run("install").succeeded();
    project.remove("node_modules");

    jpm.set("npm_config_git", "/no/such/git");
    run("ci").succeeded();

    assertThat(project.read("node_modules/lib/i.js")).isEqualTo("1");
  }

  @Test
  void withoutGitThereIsAClearError() {
    project.packageJson(p -> p.dependency("lib", repository.spec("")));

    CommandResult result = jpm.set("npm_config_git", "/no/such/git").run(project, "install");

    assertThat(result.failed(1).stderr()).contains("code ENOGIT").contains("Install git");
    assertThat(project.has("node_modules")).isFalse();
  }

  @Test
  void whatGitSaysIsToldAndItsExitCodeHandedOn() {
    project.packageJson(p -> p.dependency("lib", "git+file://" + temp + "/nothing"));

    assertThat(run("install").failed(128).stderr())
        .contains("code EGIT")
        .contains("does not appear to be a git repository");
  }

  @Test
  void aBranchStaysWhereTheLockfileHasItUntilAnUpdate() {
    project.packageJson(p -> p.dependency("lib", repository.spec("#main")));
    run("install").succeeded();
    String third = repository.file("i.js", "3").commit();
    project.remove("node_modules");

    run("install").succeeded();
    assertThat(project.read("package-lock.json")).contains("#" + second + "\"");
    run("update", "lib").succeeded();
    assertThat(project.read("package-lock.json")).contains("#" + third + "\"");
    assertThat(project.read("node_modules/lib/i.js")).isEqualTo("3");
  }

  @Test
  void aFolderOfARepositoryIsAPackageOfItsOwnAlsoFromALockfile() {
    GitRepository many = GitRepository.in(temp.resolve("many"));
    many.file("package.json", "{\"name\": \"many\", \"version\": \"0.0.1\", \"private\": true}")
        .file("packages/x/package.json", "{\"name\": \"x\", \"version\": \"1.0.0\"}")
        .file("packages/x/x.js", "x")
        .commit();
    project.packageJson(p -> p.dependency("x", many.spec("#main::path:packages/x")));

    run("install").succeeded();
    assertThat(project.read("node_modules/x/x.js")).isEqualTo("x");
    project.remove("node_modules");
    Jpm elsewhere = jpm.set("npm_config_cache", temp.resolve("other-cache").toString());
    elsewhere.run(project, "ci").succeeded();
    assertThat(project.read("node_modules/x/x.js")).isEqualTo("x");
    assertThat(project.has("node_modules/x/packages")).isFalse();
  }

  @Test
  void aFolderOutsideOfTheRepositoryIsNone() throws Exception {
    Path outside = Files.createDirectories(temp.resolve("outside"));
    Files.writeString(outside.resolve("package.json"), "{\"name\": \"o\", \"version\": \"1.0.0\"}");
    Files.createSymbolicLink(repository.folder().resolve("link"), outside);
    repository.commit();

    for (String path : List.of("link", "../../outside")) {
      project.packageJson(p -> p.dependency("lib", repository.spec("#main::path:" + path)));
      assertThat(run("install").failed(1).stderr()).contains("code EINVALIDLOCATION");
    }
    project.packageJson(p -> p.dependency("lib", repository.spec("#main::path:nowhere")));
    assertThat(run("install").failed(254).stderr()).contains("The repository has no folder");
  }

  @Test
  void aKnownHostIsSavedByItsShortNameAndClonedWhereItServesNoTarball() {
    project.packageJson(p -> {});

    run("install", "me/lib#v1.0.0").succeeded();

    assertThat(project.read("package.json")).contains("\"lib\": \"github:me/lib#v1.0.0\"");
    assertThat(project.read("package-lock.json"))
        .contains("\"resolved\": \"git+ssh://git@github.com/me/lib.git#" + first + "\"");
    assertThat(registry.requests().count("/me/lib/tar.gz/" + first)).isPositive();
    assertThat(project.read("node_modules/lib/i.js")).isEqualTo("1");
  }

  @Test
  void onlyTheProjectItselfMayAskForRepositoriesUnlessTheUserSaysSo() {
    registry.publish("wants", "1.0.0", p -> p.dependency("lib", repository.spec("")));
    project.packageJson(p -> p.dependency("wants", "*"));

    assertThat(run("install").failed(1).stderr())
        .contains("code EALLOWGIT")
        .contains("--allow-git=all");
    run("install", "--compat=npm11").succeeded();
    project.remove("node_modules");
    assertThat(run("ci").failed(1).stderr()).contains("code EALLOWGIT");
    assertThat(project.has("node_modules/wants")).isFalse();
    run("ci", "--allow-git=all").succeeded();
  }

  @Test
  void scriptsThatPrepareAPackageRunOnlyWhenApproved() throws Exception {
    registry.publish("tool", "1.0.0", p -> p.bin("tool", "cli.js"));
    GitRepository source = GitRepository.in(temp.resolve("source"));
    source
        .file(
            "package.json",
            """
            {"name": "source", "version": "1.0.0", "files": ["built.txt"],
             "devDependencies": {"tool": "*"},
             "scripts": {"prepare": "tool make > built.txt; echo ran >> %s"}}
            """
                .formatted(temp.resolve("log")))
        .commit();
    project.packageJson(p -> p.dependency("source", source.spec("")));

    CommandResult held = run("install").succeeded();
    assertThat(held.stderr()).contains("source@1.0.0 (prepare: tool make");
    assertThat(project.has("node_modules/source/built.txt")).isFalse();
    assertThat(temp.resolve("log")).doesNotExist();

    run("approve-scripts", "source").succeeded();
    assertThat(project.read("package.json")).contains("\"" + source.spec("") + "#");
    spawned("ci").succeeded();
    assertThat(project.read("node_modules/source/built.txt")).contains(".bin/tool make");
    assertThat(temp.resolve("log")).hasContent("ran");

    project.remove("node_modules");
    run("ci").succeeded();
    assertThat(project.has("node_modules/source/built.txt")).isTrue();
    assertThat(temp.resolve("log")).hasContent("ran");
    run("ci", "--ignore-scripts").succeeded();
    assertThat(project.has("node_modules/source/built.txt")).isFalse();
  }

  @Test
  void aFailedPreparationLeavesTheProjectAsItWasAndTellsWhatWasWritten() throws Exception {
    GitRepository broken = GitRepository.in(temp.resolve("broken"));
    broken
        .file(
            "package.json",
            """
            {"name": "broken", "version": "1.0.0",
             "scripts": {"prepare": "echo what went wrong >&2; exit 3"}}
            """)
        .commit();
    project.file(
        "package.json",
        """
        {"name": "project", "version": "1.0.0", "dependencies": {"broken": "%s"},
         "allowScripts": {"%s": true}}
        """
            .formatted(broken.spec(""), broken.spec("")));

    assertThat(spawned("install").failed(3).stderr()).contains("what went wrong");
    assertThat(project.has("node_modules")).isFalse();
  }

  @Test
  void aFolderThatIsNotToBeLinkedIsPackedAfterItsPrepareWhereThatIsApproved() throws Exception {
    project
        .packageJson(p -> p.dependency("beside", "file:beside"))
        .file(
            "beside/package.json",
            """
            {"name": "beside", "version": "1.0.0", "files": ["a.js", "built.txt"],
             "scripts": {"prepare": "echo built > built.txt"}}
            """)
        .file("beside/a.js", "a")
        .file("beside/b.js", "b");

    run("install", "--install-links").succeeded();
    assertThat(project.tree("node_modules/beside").paths())
        .containsExactlyInAnyOrder("a.js", "package.json");
    assertThat(project.read("package-lock.json"))
        .contains("\"version\": \"1.0.0\",\n      \"resolved\": \"file:beside\"\n    }");

    run("approve-scripts", "beside").succeeded();
    spawned("ci", "--install-links").succeeded();
    assertThat(project.read("node_modules/beside/built.txt")).isEqualTo("built\n");
  }

  @Test
  void offlineNobodyIsAsked() {
    project.packageJson(p -> p.dependency("lib", repository.spec("")));

    assertThat(run("install", "--offline").failed(1).stderr()).contains("code ENOTCACHED");
  }

  private CommandResult run(String... arguments) {
    return jpm.run(project, arguments);
  }

  /** In a process of its own, which can be started again for what has to be prepared. */
  private CommandResult spawned(String... arguments) throws InterruptedException {
    try (SpawnedCommand command = jpm.spawn(project, arguments)) {
      return command.await();
    }
  }
}
