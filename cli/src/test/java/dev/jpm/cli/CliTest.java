package dev.jpm.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jpm.cli.Call.Answer;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class CliTest {
  private Call call;

  @BeforeEach
  void makeCall(@TempDir Path root) {
    call = new Call(root.toAbsolutePath());
  }

  @Test
  void withoutACommandHelpIsShownAndTheCallFails() {
    Answer answer = call.run();

    assertThat(answer.exitCode()).isEqualTo(1);
    assertThat(answer.out()).startsWith("jpm <command>\n\nUsage:\n").contains("install-ci-test,");
    assertThat(answer.err()).isEmpty();
  }

  @Test
  void helpIsNoFailure() {
    assertThat(call.run("help").exitCode()).isZero();
    assertThat(call.run("hlep", "install").out()).startsWith("Install a package\n\nUsage:\n");
    assertThat(call.run("install", "-h").out())
        .contains("--save-exact")
        .contains("aliases: add, i");
  }

  @Test
  void anUnknownCommandIsAnsweredWithNearOnesAndScripts() {
    call.file("project/package.json", "{\"scripts\": {\"instull\": \"x\", \"tset\": \"y\"}}");

    Answer answer = call.run("instulll");

    assertThat(answer.exitCode()).isEqualTo(1);
    assertThat(answer.out())
        .isEqualTo(
            """
            Unknown command: "instulll"


            Did you mean one of these?
              jpm install # Install a package
              jpm run instull # run the "instull" package script
            To see a list of supported jpm commands, run:
              jpm help
            """);
  }

  @Test
  void aCommandThatOnlyNpmHasIsNamedSo() {
    assertThat(call.run("doctor").out())
        .startsWith("Unknown command: \"doctor\" (npm has it, this jpm does not)\n");
  }

  @Test
  void anUnknownFlagIsAnUsageErrorWithTheNearestOne() {
    Answer answer = call.run("prefix", "--no-colour");

    assertThat(answer.exitCode()).isEqualTo(1);
    assertThat(answer.out()).isEmpty();
    assertThat(answer.err())
        .isEqualTo(
            """
            jpm error code EUSAGE
            jpm error Unknown flag: --no-colour
            jpm error Did you mean --no-color?
            jpm error To see the flags of this command, run: jpm prefix --help
            """);
  }

  @Test
  void aFlagForAScriptIsAnsweredWithTheWayToPassIt() {
    assertThat(call.run("run", "build", "--wotch").err())
        .contains("To pass it on, put it after two dashes: jpm run … -- --wotch\n");
  }

  @Test
  void errorsAreJsonWhereJsonIsWanted() {
    Answer answer = call.run("get", "_authToken", "--json");

    assertThat(answer.out())
        .isEqualTo(
            """
            {
              "error": {
                "code": "EUSAGE",
                "summary": "The _authToken option is protected, and cannot be retrieved in this way",
                "detail": ""
              }
            }
            """);
  }

  @Test
  void silentSaysNothingButResults() {
    Answer answer = call.file("home/.npmrc", "nonsense=1\n").run("-s", "prefix");

    assertThat(answer.out()).isEqualTo("<root>/project\n");
    assertThat(answer.err()).isEmpty();
  }

  @Test
  void warningsNameTheSetting() {
    Answer answer = call.file("home/.npmrc", "loglevel=loud\n").run("prefix");

    assertThat(answer.err())
        .startsWith("jpm warn invalid config loglevel=\"loud\" set in <root>/home/.npmrc. Must be");
  }

  @Test
  void colorsAreForTerminalsUnlessForced() {
    call.file("home/.npmrc", "x=1\n");

    assertThat(call.run("prefix").err()).startsWith("jpm warn ");
    assertThat(call.run("prefix", "--color=always").err())
        .startsWith("\u001b[1mjpm\u001b[22m \u001b[33mwarn\u001b[39m ");
    assertThat(call.env("FORCE_COLOR", "1").run("prefix").err()).startsWith("\u001b[1m");
    assertThat(call.onTerminal().env("FORCE_COLOR", "").env("NO_COLOR", "1").run("prefix").err())
        .startsWith("jpm warn ");
  }

  @Test
  void credentialsOfNoRegistryStopEveryCommandButConfig() {
    call.file("home/.npmrc", "_authToken=hush\n");

    Answer answer = call.run("prefix");

    assertThat(answer.exitCode()).isEqualTo(1);
    assertThat(answer.err())
        .contains("jpm error code ECONFIG\n")
        .contains("Run `jpm config fix`")
        .doesNotContain("hush");
    assertThat(call.run("config", "ls").out()).contains("_authToken = (protected)");
  }

  @Test
  void theProjectIsTheNearestFolderWithAPackageJsonOrNodeModules() {
    call.file("project/package.json", "{}").in("project/src/deep");
    assertThat(call.run("prefix").out()).isEqualTo("<root>/project\n");
    assertThat(call.run("root").out()).isEqualTo("<root>/project/node_modules\n");

    call.in("project/other/node_modules").in("project/other");
    assertThat(call.run("prefix").out()).isEqualTo("<root>/project/other\n");
    assertThat(call.run("prefix", "-C", "../x").out()).isEqualTo("<root>/project/x\n");
  }

  @Test
  void aWorkspaceWorksInItsRoot() {
    call.file("project/package.json", "{\"workspaces\": [\"packages/*\", \"!packages/z\"]}")
        .file("project/packages/a/package.json", "{}")
        .file("project/packages/z/package.json", "{}");

    assertThat(call.in("project/packages/a").run("prefix").out()).isEqualTo("<root>/project\n");
    assertThat(call.run("prefix", "--no-workspaces").out())
        .isEqualTo("<root>/project/packages/a\n");
    assertThat(call.in("project/packages/z").run("prefix").out())
        .isEqualTo("<root>/project/packages/z\n");
  }

  @Test
  void globalCallsWorkBelowTheGlobalPrefix() {
    assertThat(call.run("prefix", "-g").out()).isEqualTo("<root>/global\n");
    assertThat(call.run("root", "-g").out()).isEqualTo("<root>/global/lib/node_modules\n");
    assertThat(call.file("home/.npmrc", "prefix=/opt/x\n").run("root", "--global").out())
        .isEqualTo("/opt/x/lib/node_modules\n");
  }

  @Test
  void onWindowsGlobalPackagesLieInThePrefixItself() {
    call.onWindows().env("LOCALAPPDATA", call.home() + "/local");

    assertThat(call.run("root", "-g").out()).isEqualTo("<root>/global/node_modules\n");
    assertThat(call.run("config", "get", "cache").out()).isEqualTo("<root>/home/local/jpm-cache\n");
  }

  @Test
  void theProjectsSettingsCountUnlessTheyAreTheUsers() {
    call.file("project/package.json", "{}").file("project/.npmrc", "tag=mine\n");
    assertThat(call.run("get", "tag").out()).isEqualTo("mine\n");

    call.file("home/.npmrc", "tag=user\n").file("home/package.json", "{}").in("home");
    assertThat(call.run("config", "ls").out())
        .contains("; \"user\" config from <root>/home/.npmrc")
        .doesNotContain("\"project\" config");
  }
}
