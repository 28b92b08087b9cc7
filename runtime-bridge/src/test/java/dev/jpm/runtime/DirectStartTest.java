package dev.jpm.runtime;

import static dev.jpm.runtime.Samples.context;
import static dev.jpm.runtime.Samples.manifest;
import static org.assertj.core.api.Assertions.assertThat;

import dev.jpm.runtime.ScriptEnvironment.Subject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What runs without a shell is compared with the same through one. */
class DirectStartTest {
  @TempDir private Path temp;
  private final ScriptRunner runner = new ScriptRunner(text -> {}, event -> {});

  @BeforeEach
  void bins() throws IOException {
    bin("tool", "#!/bin/sh\necho \"$0\" \"$@\"; env; echo err >&2; exit $1\n");
    bin("dies", "#!/bin/sh\nkill -$1 $$\n");
    bin("bare", "echo bare \"$@\"\n");
    bin("lost", "#!/no/such/program\n");
  }

  private void bin(String name, String text) throws IOException {
    Path file = Files.createDirectories(temp.resolve("node_modules/.bin")).resolve(name);
    assertThat(Files.writeString(file, text).toFile().setExecutable(true)).isTrue();
  }

  private ScriptCommand command(String script, String... arguments) {
    Map<String, String> inherited = Map.of("PATH", "/usr/bin:/bin", "PWD", "/", "KEPT", "x y");
    return ScriptCommand.of(
        context(temp, inherited),
        Subject.of(temp, manifest("{}"), "go", script),
        List.of(arguments),
        null);
  }

  @ParameterizedTest
  @CsvSource({
    "tool 0, true",
    "tool 7 'a b', true",
    "./node_modules/.bin/tool 3, false",
    "dies TERM, true",
    "dies KILL, true",
    "bare x, false",
    "lost x, true",
    "nowhere x, false",
    "true, false"
  })
  void nobodyCanTell(String script, boolean direct) {
    ScriptCommand command = command(script, "an argument", "*");
    assertThat(!command.startLine().equals(command.commandLine())).isEqualTo(direct && isDash());
    ScriptExit without = runner.collect(command, "");
    ScriptExit through = runner.collect(command.withLine(command.commandLine()), "");
    assertThat(without.code()).isEqualTo(through.code());
    if (without.code() < 128) {
      // Of a signal the shell says a word of its own.
      assertThat(without.stderr()).isEqualTo(through.stderr());
    }
    assertThat(variables(without.stdout())).isEqualTo(variables(through.stdout()));
  }

  @Test
  void aShellOfTheUsersIsNeverLeftOut() {
    ScriptCommand command =
        ScriptCommand.of(
            context(temp, Map.of("PATH", "/usr/bin:/bin")),
            Subject.of(temp, manifest("{}"), "go", "tool 0"),
            List.of(),
            "/bin/sh");
    assertThat(command.startLine()).isEqualTo(command.commandLine());
  }

  private static Map<String, String> variables(String printed) {
    Map<String, String> lines = new TreeMap<>();
    printed.lines().forEach(line -> lines.put(line, ""));
    return lines;
  }

  private static boolean isDash() {
    try {
      return Path.of("/bin/sh").toRealPath().endsWith("dash");
    } catch (IOException e) {
      return false;
    }
  }
}
