package dev.jpm.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jpm.registrymock.MockRegistry;
import dev.jpm.testing.CommandResult;
import dev.jpm.testing.SpawnedCommand;
import dev.jpm.testing.TempProject;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Scripts of the project and of its dependencies. The runtime is a stand-in that lies on PATH and
 * only tells its arguments: what is tested is how it is called.
 */
class ScriptsTest {
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
  void aScriptRunsBetweenItsPreAndPostWithItsArguments() throws Exception {
    project.packageJson(p ->
        p.script("prehello", "echo before")
            .script("hello", "echo hello \"$npm_package_name\" \"$npm_lifecycle_event\"")
            .script("posthello", "echo after"));

    CommandResult result = spawned("run", "hello", "--", "one", "t w o").succeeded();

    assertThat(result.stdout().lines().filter(line -> !line.isEmpty() && !line.startsWith(">")))
        .containsExactly("before", "hello project hello one t w o", "after");
  }

  @Test
  void theExitCodeIsTheScripts() throws Exception {
    project.packageJson(p -> p.script("bad", "exit 7").script("posttest", "echo never"));

    assertThat(spawned("run", "bad").exitCode()).isEqualTo(7);
  }

  @Test
  void silentRunsTellNothingOfTheirOwn() throws Exception {
    project.packageJson(p -> p.script("hello", "echo hello"));

    assertThat(spawned("run", "-s", "hello").stdout()).isEqualTo("hello\n");
  }

  @Test
  void aMissingScriptGetsTheNearestUnlessItMayBeMissing() throws Exception {
    project.packageJson(p -> p.script("build", "echo x"));

    CommandResult missing = jpm.run(project, "run", "buid").failed(1);

    assertThat(missing.stderr()).contains("Missing script: \"buid\"").contains("jpm run build");
    jpm.run(project, "run", "buid", "--if-present").succeeded();
  }

  @Test
  void aDependencysCommandIsFoundInScriptsAndByExec() throws Exception {
    registry.publish("tool", "1.0.0", p -> p.bin("tool", "cli.js"));
    project.packageJson(p -> p.dependency("tool", "*").script("use", "tool --flag"));
    jpm.run(project, "install").succeeded();

    assertThat(spawned("run", "-s", "use").stdout())
        .isEqualTo("node " + project.path("node_modules/.bin/tool") + " --flag\n");
    assertThat(spawned("exec", "--", "tool", "x").stdout()).contains("node_modules/.bin/tool x");
  }

  @Test
  void withTheShellEmulatorScriptsNeedNoShell() throws Exception {
    jpm.set("PATH", temp.resolve("bin").toString());
    project
        .file("node_modules/.bin/x", "#!/bin/sh\necho \"$NODE_ENV $*\" > built.txt\n")
        .file("dist/old.js", "")
        .packageJson(p ->
            p.script("build", "rm -rf dist && NODE_ENV=production x build")
                .script("bad", "for x in *; do echo $x; done"));

    assertThat(project.path("node_modules/.bin/x").toFile().setExecutable(true)).isTrue();

    spawned("run", "build", "--shell-emulator", "--", "o n e").succeeded();

    assertThat(project.read("built.txt")).isEqualTo("production build o n e\n");
    assertThat(project.has("dist")).isFalse();
    assertThat(spawned("run", "bad", "--shell-emulator").failed(1).stderr())
        .contains("code ESCRIPTSYNTAX", "does not know \"for\"", "shell-emulator=false");
  }

  @Test
  void scriptsFindTheirPackageManagerByNpmsNames() throws Exception {
    project.packageJson(
        p -> p.script("outer", "npm run -s inner && node x.js").script("inner", "echo inner"));

    assertThat(spawned("run", "-s", "outer").succeeded().stdout()).isEqualTo("inner\nnode x.js\n");
  }

  @Test
  void aDependencysInstallScriptRunsOnlyWhenApproved() throws Exception {
    registry.publish("native", "1.0.0", p -> p.script("postinstall", "echo built > built.txt"));
    project.packageJson(p -> p.dependency("native", "*"));

    CommandResult held = jpm.run(project, "install").succeeded();
    assertThat(project.has("node_modules/native/built.txt")).isFalse();
    assertThat(held.stderr()).contains("native@1.0.0").contains("install-scripts approve");

    jpm.run(project, "approve-scripts", "native").succeeded();
    project.remove("node_modules");
    jpm.run(project, "install").succeeded();
    assertThat(project.read("node_modules/native/built.txt")).isEqualTo("built\n");
    assertThat(project.read("package.json")).contains("allowScripts");
  }

  @Test
  void anApprovalIsForWhatWouldRunThenAndNothingElse() throws Exception {
    registry
        .publish("native", "1.0.0", p -> p.script("postinstall", "echo built > built.txt"))
        .publish("native", "1.1.0", p -> p.script("postinstall", "echo other > built.txt"));
    project.packageJson(p -> p.dependency("native", "1.0.0"));
    jpm.run(project, "install").succeeded();
    jpm.run(project, "approve-scripts", "native").succeeded();
    String approved = project.read("package.json");
    assertThat(approved)
        .contains("\"native@1.0.0\": true", "\"approvedScripts\"", "\"hash\": \"sha256-")
        .contains("\"postinstall\": \"echo built > built.txt\"");

    // Somebody approved something else under this version.
    project.file(
        "package.json",
        approved
            .replaceFirst("sha256-[^\"]+", "sha256-other")
            .replace("echo built > built.txt", "echo old"));
    project.remove("node_modules");
    CommandResult changed = jpm.run(project, "install").succeeded();
    assertThat(project.has("node_modules/native/built.txt")).isFalse();
    assertThat(changed.stderr())
        .contains("native@1.0.0 would run something else than what was approved for native@1.0.0:")
        .contains("  - postinstall: echo old", "  + postinstall: echo built > built.txt")
        .contains("1 package had install scripts blocked");
    assertThat(jpm.run(project, "install-scripts", "ls").stdout())
        .contains("  - postinstall: echo");
    assertThat(jpm.run(project, "approve-scripts", "native").succeeded().stdout())
        .contains("pinned-anew native@1.0.0");
    assertThat(project.read("package.json")).isEqualTo(approved);
    jpm.run(project, "rebuild").succeeded();
    assertThat(project.read("node_modules/native/built.txt")).isEqualTo("built\n");

    jpm.run(project, "install", "native@1.1.0").succeeded();
    assertThat(jpm.run(project, "install-scripts", "ls").stdout())
        .contains("native@1.1.0 would run something else than what was approved for native@1.0.0:");
    jpm.run(project, "deny-scripts", "native").succeeded();
    assertThat(project.read("package.json")).doesNotContain("approvedScripts");
  }

  @Test
  void inASandboxInstallScriptsSeeNeitherTheHomeFolderNorANetwork() throws Exception {
    registry.publish(
        "curious",
        "1.0.0",
        p -> p.script("postinstall", "ls -A \"$HOME\" > seen; grep lo: /proc/net/dev > net"));
    project
        .file(
            "package.json",
            """
            {"name": "project", "dependencies": {"curious": "*"}, "allowScripts": {"curious": true}}
            """)
        .file("../home/.secret", "");

    CommandResult result = jpm.run(project, "install", "--script-sandbox").succeeded();

    String seen = project.read("node_modules/curious/seen");
    if (result.stderr().contains("scripts run without a sandbox, there can be none: ")) {
      // The kernel of this machine allows none: that was told.
      assertThat(seen).contains(".secret");
    } else {
      assertThat(seen.lines()).containsExactly("cache");
      // Its loopback is another one, over which nothing ever went.
      assertThat(project.read("node_modules/curious/net")).containsPattern("lo: +0 +0 ");
    }
  }

  @Test
  void whatNodeGypBuiltOnceIsPutInPlaceAgain() throws Exception {
    String gyp = "#!/bin/sh\nmkdir -p build/Release && echo made > build/Release/a.node\n";
    registry
        .publish("addon", "1.0.0", p -> p.file("binding.gyp", "{}"))
        .publish(
            "gyp",
            "1.0.0",
            p ->
                p.bin("node-gyp", "gyp.js").file("gyp.js", gyp + "echo x >> '" + temp + "/log'\n"));
    project.file(
        "package.json",
        """
        {"name": "project", "dependencies": {"addon": "*", "gyp": "*"},
         "allowScripts": {"addon": true}}
        """);

    for (String wish :
        List.of("--side-effects-cache", "--side-effects-cache", "--install-strategy=linked")) {
      project.remove("node_modules");
      jpm.run(project, "install", wish).succeeded();
      assertThat(project.read("node_modules/addon/build/Release/a.node")).isEqualTo("made\n");
      assertThat(temp.resolve("log")).hasContent("x");
    }
    project.remove("node_modules");
    jpm.run(project, "install", "--no-side-effects-cache").succeeded();
    assertThat(temp.resolve("log")).hasContent("x\nx");
  }

  @Test
  void decisionsAboutWhatIsNotInstalledAreTakenOut() throws InterruptedException {
    registry
        .publish("native", "1.0.0", p -> p.script("postinstall", "echo built > built.txt"))
        .publish("plain", "1.0.0");
    String decided =
        """
        {
          "dependencies": {
            "native": "*",
            "plain": "*"
          },
          "allowScripts": {
            "native@1.0.0": true,
            "native@0.9.0": true,
            "plain": false,
            "gone": true
          }
        }
        """;
    project.file("package.json", decided);
    jpm.run(project, "install").succeeded();

    assertThat(jpm.run(project, "install-scripts", "prune", "--dry-run").succeeded().stdout())
        .isEqualTo(
            """
            Would remove 3 unused allowScripts entries:
              native@0.9.0 (package not installed)
              plain (no install scripts)
              gone (package not installed)
            """);
    assertThat(project.read("package.json")).isEqualTo(decided);
    jpm.run(project, "install-scripts", "prune").succeeded();
    assertThat(project.read("package.json"))
        .contains("native@1.0.0")
        .doesNotContain("native@0.9.0", "\"plain\": false", "gone");
    assertThat(jpm.run(project, "install-scripts", "prune").succeeded().stdout())
        .isEqualTo("No unused allowScripts entries.\n");
  }

  @Test
  void aLinkedFolderThatIsNoWorkspaceRunsItsScriptsOnlyWhenApproved() throws Exception {
    project
        .packageJson(p -> p.workspaces("packages/*").dependency("outside", "file:vendor/outside"))
        .packageJson(
            "packages/own", "own", "1.0.0", p -> p.script("postinstall", "echo built > built.txt"))
        .packageJson(
            "vendor/outside",
            "outside",
            "1.0.0",
            p -> p.script("prepare", "echo built > built.txt"));

    CommandResult held = jpm.run(project, "install").succeeded();
    assertThat(project.read("packages/own/built.txt")).isEqualTo("built\n");
    assertThat(project.has("vendor/outside/built.txt")).isFalse();
    assertThat(held.stderr()).contains("outside@1.0.0 (prepare:");

    jpm.run(project, "approve-scripts", "outside").succeeded();
    project.remove("node_modules");
    CommandResult approved = jpm.run(project, "install").succeeded();
    assertThat(project.read("vendor/outside/built.txt")).isEqualTo("built\n");
    assertThat(approved.stderr()).doesNotContain("outside@1.0.0");
  }

  @Test
  void execInstallsOnceForEverySetOfPackagesAndUsesThatAgain() throws Exception {
    registry
        .publish("tool", "1.0.0", p -> p.bin("tool", "cli.js"))
        .publish("other", "1.0.0", p -> p.bin("other", "cli.js"));
    project.packageJson(p -> p.bin("own", "own.js")).file("own.js", "#!/usr/bin/env node\n");

    CommandResult first = spawned("exec", "tool@1.0.0", "x").succeeded();
    assertThat(first.stdout()).contains("node_modules/.bin/tool x");
    assertThat(first.stderr())
        .contains("The following package was not found and will be installed: tool@1.0.0");

    registry.requests().clear();
    CommandResult again = spawned("exec", "tool@1.0.0", "x").succeeded();
    assertThat(again).isEqualTo(new CommandResult(0, first.stdout(), ""));
    assertThat(registry.requests().count()).isZero();

    spawned("exec", "--package=tool", "--package=other", "-c", "tool a && other b").succeeded();
    registry.publish("tool", "1.1.0", p -> p.bin("tool", "cli.js"));
    assertThat(spawned("exec", "--package=other", "--package=tool", "--", "other").stderr())
        .contains("will be installed: tool@1.1.0");
    assertThat(spawned("exec", "own").succeeded().stdout()).contains("node_modules/.bin/own");

    assertThat(jpm.run(project, "cache", "npx", "ls").stdout().lines())
        .hasSize(3)
        .anyMatch(line -> line.endsWith(": tool@1.0.0"))
        .anyMatch(line -> line.endsWith(": other, tool"));
    assertThat(jpm.run(project, "cache", "gc", "0").stdout())
        .contains("Removed 3 environments of exec");
    assertThat(jpm.run(project, "exec", "--yes=false", "tool@1.0.0").failed(1).stderr())
        .contains("canceled due to missing packages");
  }

  @Test
  void whatExecInstallsMayRunItsScriptsWhereTheCallAllowsIt() throws Exception {
    registry.publish(
        "tool",
        "1.0.0",
        p -> p.bin("tool", "cli.js").script("postinstall", "echo ran >> '" + temp + "/log'"));
    project.packageJson(p -> {});

    spawned("exec", "--yes", "--allow-scripts=tool", "tool").succeeded();

    assertThat(temp.resolve("log")).hasContent("ran");
    assertThat(jpm.run(project, "install", "--allow-scripts=tool").failed(1).stderr())
        .contains("code EALLOWSCRIPTS");
  }

  @Test
  void strictInstallsEndBeforeAnythingIsWrittenWhereAScriptHasNoApproval() throws Exception {
    registry.publish("native", "1.0.0", p -> p.script("postinstall", "echo built > built.txt"));
    project.packageJson(p -> p.dependency("native", "*"));

    CommandResult refused = jpm.run(project, "install", "--strict-allow-scripts").failed(1);

    assertThat(refused.stderr())
        .contains("code ESTRICTALLOWSCRIPTS")
        .contains("1 package(s) have install scripts not covered by allowScripts")
        .contains("  native@1.0.0 (postinstall: echo built > built.txt)");
    assertThat(project.has("node_modules")).isFalse();
    jpm.run(project, "install", "--strict-allow-scripts", "--ignore-scripts").succeeded();
  }

  @Test
  void aFailedInstallScriptIsToldAsNpmTellsItAndItsExitCodeIsTheInstalls() throws Exception {
    registry.publish(
        "broken", "1.0.0", p -> p.script("postinstall", "echo to-out; echo to-err >&2; exit 7"));
    project.file(
        "package.json",
        """
        {"name": "project", "version": "1.0.0", "dependencies": {"broken": "*"},
         "allowScripts": {"broken": true}}
        """);

    CommandResult result = jpm.run(project, "install").failed(7);
    assertThat(result.stderr())
        .isEqualTo(
            """
            jpm error code 7
            jpm error path %s
            jpm error command failed
            jpm error command sh -c echo to-out; echo to-err >&2; exit 7
            jpm error to-out
            jpm error to-err
            """
                .formatted(project.path("node_modules/broken")));
    assertThat(result.stdout()).isEmpty();
    assertThat(project.has("node_modules/broken")).isFalse();

    assertThat(jpm.run(project, "install", "--json").failed(7).stdout())
        .isEqualTo(
            """
            {
              "error": {
                "code": 7,
                "summary": "command failed",
                "detail": "sh -c echo to-out; echo to-err >&2; exit 7\\nto-out\\nto-err"
              }
            }
            """);
  }

  @Test
  void aFailedScriptOfTheProjectIsToldAndItsExitCodeIsTheInstalls() throws Exception {
    project.packageJson(p -> p.script("install", "echo to-out; echo to-err >&2; exit 7"));

    CommandResult result = spawned("install").failed(7);

    assertThat(result.stdout())
        .isEqualTo(
            """

            > project@1.0.0 install
            > echo to-out; echo to-err >&2; exit 7

            to-out
            """);
    assertThat(result.stderr())
        .isEqualTo(
            """
            to-err
            jpm error code 7
            jpm error path %s
            jpm error command failed
            jpm error command sh -c echo to-out; echo to-err >&2; exit 7
            """
                .formatted(project.folder()));
    assertThat(spawned("install", "--json").failed(7).stdout())
        .startsWith("to-out\n{\n  \"error\"");
  }

  @Test
  void theProjectsOwnInstallScriptsRunAfterAnInstall() throws Exception {
    project.packageJson(
        p -> p.script("preinstall", "echo 1 >> order").script("prepare", "echo 2 >> order"));

    jpm.run(project, "install").succeeded();

    assertThat(project.read("order")).isEqualTo("1\n2\n");
  }

  @Test
  void scriptsRunInTheWorkspacesThatWereAskedFor() throws Exception {
    project.packageJson(p -> p.workspaces("packages/*"));
    project
        .packageJson("packages/one", "one", "1.0.0", p -> p.script("where", "pwd"))
        .packageJson("packages/two", "two", "1.0.0", p -> p.script("where", "pwd"));
    jpm.run(project, "install").succeeded();

    assertThat(spawned("run", "-s", "where", "-w", "two").stdout())
        .isEqualTo(project.path("packages/two") + "\n");
    assertThat(spawned("run", "-s", "where", "--workspaces").stdout())
        .isEqualTo(project.path("packages/one") + "\n" + project.path("packages/two") + "\n");
  }

  /** In a process of its own, whose output a script has for itself. */
  private CommandResult spawned(String... arguments) throws InterruptedException {
    try (SpawnedCommand command = jpm.spawn(project, arguments)) {
      return command.await();
    }
  }
}
