package dev.jpm.runtime;

import static dev.jpm.runtime.Samples.WINDOWS;
import static dev.jpm.runtime.Samples.context;
import static dev.jpm.runtime.Samples.manifest;
import static org.assertj.core.api.Assertions.assertThat;

import dev.jpm.runtime.ScriptEnvironment.Subject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What would be started on Windows, put together on any system. */
class ScriptCommandTest {
  private static final Map<String, String> WINDOWS_VARIABLES =
      Map.of("Path", "C:\\Windows;C:\\Tools", "ComSpec", "C:\\Windows\\System32\\cmd.exe");

  @TempDir private Path temp;

  private ScriptCommand onWindows(String script, String... arguments) {
    Path project = temp.resolve("project");
    ScriptContext context = context(temp, WINDOWS_VARIABLES, WINDOWS, null);
    Subject subject =
        Subject.of(project, manifest("{'name': 'a', 'version': '1.0.0'}"), "build", script);
    return ScriptCommand.of(context, subject, List.of(arguments), null);
  }

  @Test
  void cmdReadsTheScriptAndAProgramItsArguments() {
    ScriptCommand command = onWindows("node build.js && echo done", "a b", "50%");

    assertThat(command.commandLine())
        .containsExactly(
            "C:\\Windows\\System32\\cmd.exe",
            "/d",
            "/s",
            "/c",
            "\"node build.js && echo done ^\"a^ b^\" 50^%\"");
    assertThat(command.isStartedDirectly()).isFalse();
    assertThat(command.banner())
        .isEqualTo("\n> a@1.0.0 build\n> node build.js && echo done a b 50%\n\n");
  }

  @Test
  void aCommandOfAPackageIsABatchFileThatReadsItsArgumentsTwice() throws IOException {
    Path commands = Files.createDirectories(temp.resolve("project/node_modules/.bin"));
    Path shim = Files.writeString(commands.resolve("vite.cmd"), "");
    assertThat(shim.toFile().setExecutable(true)).isTrue();

    assertThat(onWindows("vite build", "a b").commandLine().getLast())
        .isEqualTo("\"vite build ^^^\"a^^^ b^^^\"\"");
    assertThat(onWindows("other build", "a b").commandLine().getLast())
        .isEqualTo("\"other build ^\"a^ b^\"\"");
  }
}
