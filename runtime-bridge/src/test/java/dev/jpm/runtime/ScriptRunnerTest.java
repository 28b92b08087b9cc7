package dev.jpm.runtime;

import static dev.jpm.runtime.Samples.context;
import static dev.jpm.runtime.Samples.manifest;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jpm.model.error.ErrorCode;
import dev.jpm.model.error.JpmException;
import dev.jpm.model.event.Event;
import dev.jpm.runtime.ScriptEnvironment.Subject;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ScriptRunnerTest {
  @TempDir private Path temp;
  private final List<Event> events = Collections.synchronizedList(new ArrayList<>());
  private final StringBuilder standard = new StringBuilder();
  private ScriptRunner runner = new ScriptRunner(text -> {}, event -> {});

  @BeforeEach
  void listen() {
    runner = new ScriptRunner(standard::append, events::add);
  }

  private ScriptCommand command(String script, String... arguments) {
    return commandIn(null, script, arguments);
  }

  private ScriptCommand commandIn(@Nullable String shell, String script, String... arguments) {
    Subject subject =
        Subject.of(temp, manifest("{'name': 'p', 'version': '1.0.0'}"), "build", script);
    Map<String, String> inherited = Map.of("PATH", "/usr/bin:/bin", "KEPT", "ä");
    return ScriptCommand.of(context(temp, inherited), subject, List.of(arguments), shell);
  }

  private static List<String> lines(String text) {
    return text.lines().toList();
  }

  @ParameterizedTest
  @CsvSource({
    "exit 0, 0",
    "exit 7, 7",
    "kill -TERM $$, 143",
    "kill -KILL $$, 137",
    "nonsense-x, 127"
  })
  void theExitCodeIsTheScripts(String script, int code) {
    assertThat(runner.collect(command(script), "").code()).isEqualTo(code);
  }

  @Test
  void outputIsCollectedLineByLineAndTold() {
    ScriptExit exit =
        runner.collect(command("echo one; echo two >&2; printf three"), "node_modules/p");
    assertThat(exit).isEqualTo(new ScriptExit(0, "one\nthree\n", "two\n"));
    assertThat(events.getFirst())
        .isEqualTo(
            new Event.ScriptStarted(
                "p@1.0.0", "node_modules/p", "build", "echo one; echo two >&2; printf three"));
    assertThat(events)
        .filteredOn(Event.ScriptOutput.class::isInstance)
        .containsExactlyInAnyOrder(
            new Event.ScriptOutput("p@1.0.0", "build", "one"),
            new Event.ScriptOutput("p@1.0.0", "build", "two"),
            new Event.ScriptOutput("p@1.0.0", "build", "three"));
    assertThat(events.getLast())
        .isInstanceOfSatisfying(
            Event.ScriptEnded.class, ended -> assertThat(ended.exitCode()).isZero());
  }

  @Test
  void argumentsArriveAsTheyWereGiven() {
    String[] given = {"two words", "it's", "$HOME", "a\"b", "", "*", "back\\slash", "tab\there"};
    ScriptExit exit = runner.collect(command("printf '[%s]\\n'", given), "");
    assertThat(lines(exit.stdout()))
        .containsExactly(
            "[two words]",
            "[it's]",
            "[$HOME]",
            "[a\"b]",
            "[]",
            "[*]",
            "[back\\slash]",
            "[tab\there]");
  }

  @Test
  void theScriptRunsInItsFolderWithItsEnvironmentOnly() {
    ScriptExit exit =
        runner.collect(command("pwd -P; echo $KEPT; echo ${JAVA_HOME-none}; env"), "");
    assertThat(lines(exit.stdout())).startsWith(temp.toString(), "ä", "none");
    assertThat(exit.stdout()).contains("npm_lifecycle_event=build");
  }

  @Test
  void backgroundScriptsHaveNoInput() {
    assertThat(runner.collect(command("cat; echo end"), "").stdout()).isEqualTo("end\n");
  }

  @Test
  void anotherShellReadsTheScriptWhereASettingNamesOne() {
    ScriptExit exit = runner.collect(commandIn("/bin/echo", "hello", "you"), "");
    assertThat(exit.stdout()).isEqualTo("-c hello you\n");
  }

  @Test
  void theForegroundBeginsWithNpmsBanner() {
    assertThat(runner.run(command("exit 3\n", "a b")).code()).isEqualTo(3);
    assertThat(standard).hasToString("\n> p@1.0.0 build\n> exit 3 a b\n\n");
    assertThat(events).isEmpty();
    assertThat(command("echo a\necho b").banner())
        .isEqualTo("\n> p@1.0.0 build\n> echo a\n> echo b\n\n");
  }

  @Test
  void aShellThatIsMissingIsAnErrorThatSaysSo() {
    assertThatThrownBy(() -> runner.collect(commandIn("/no/such/shell", "x"), ""))
        .isInstanceOfSatisfying(
            JpmException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.ENOENT))
        .hasMessageContaining("/no/such/shell");
    assertThat(events.getLast()).isInstanceOf(Event.ScriptEnded.class);
  }

  @Test
  void aFailureTellsItsCommandAndOutputAsNpm() {
    ScriptCommand command = command("echo out; echo err >&2; exit 4");
    ScriptFailure failure =
        new ScriptFailure(command, runner.collect(command, "node_modules/p"), List.of());
    assertThat(failure.commandLine()).isEqualTo("sh -c echo out; echo err >&2; exit 4");
    assertThat(failure.output()).containsExactly("out", "err");
    assertThat(failure.exitCode()).isEqualTo(4);
  }
}
