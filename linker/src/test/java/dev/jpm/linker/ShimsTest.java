package dev.jpm.linker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jpm.testing.GoldenText;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ShimsTest {
  @TempDir Path folder;

  private Path install(String script) throws IOException {
    Path project = folder.toRealPath().resolve("my project");
    Layout layout = new Layout(project, false, true);
    Shelf.write(project.resolve("node_modules/@s/tool/bin/run.js"), script, false);
    BinLinks bins = new BinLinks(layout, Disk.unwatched(), false);
    bins.link(
        new dev.jpm.model.tree.Location("node_modules/@s/tool"), Map.of("run", "bin/run.js"), true);
    return project.resolve("node_modules/.bin/run");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          node      | #!/usr/bin/env node
          arguments | #!/usr/bin/env -S node --title=x --trace
          variables | #!/usr/bin/env A=1 B=$HOME/x node
          absolute  | #!/bin/sh -e
          none      | echo
          """)
  void areTheseTexts(String name, String firstLine) throws IOException {
    Path shim = install(firstLine + "\nx\n");
    String all =
        "--- shell\n"
            + Files.readString(shim)
            + "--- batch\n"
            + Files.readString(Bin.withExtension(shim, ".cmd")).replace("\r\n", "<CR>\n")
            + "--- PowerShell\n"
            + Files.readString(Bin.withExtension(shim, ".ps1"));

    new GoldenText(Path.of("src/test/resources/shims")).check(name + ".txt", all);
  }

  @ParameterizedTest
  @ValueSource(strings = {"#!/usr/bin/env sh", "#!/bin/sh", "#!/usr/bin/env -S A=5 sh -e"})
  void theShellShimRunsTheBinWithItsArgumentsAndExitCode(String firstLine) throws Exception {
    Path shim = install(firstLine + "\necho \"$#:$1:$2:$A\"\nexit 7\n");

    Process process =
        new ProcessBuilder(List.of(shim.toString(), "a b", "")).redirectErrorStream(true).start();

    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor(10, TimeUnit.SECONDS)).isTrue();
    assertThat(said).isEqualTo("2:a b::" + (firstLine.contains("A=5") ? "5" : "") + "\n");
    assertThat(process.exitValue()).isEqualTo(7);
  }

  @Test
  void theInterpreterBesideTheShimIsPreferred() throws Exception {
    Path shim = install("#!/usr/bin/env node\n");
    Shelf.write(shim.resolveSibling("node"), "#!/bin/sh\necho beside \"$2\"\n", true);

    Process process = new ProcessBuilder(shim.toString(), "x").start();

    assertThat(process.getInputStream().readAllBytes()).asString().isEqualTo("beside x\n");
  }

  @Test
  void tellTheirTarget() throws IOException {
    Path shim = install("#!/usr/bin/env node\n");
    Path target = folder.toRealPath().resolve("my project/node_modules/@s/tool/bin/run.js");
    for (Path file : Bin.files(shim, true)) {
      assertThat(Bin.targetOf(file, true)).contains(target);
    }
  }

  @Test
  void areNotWrittenAgainWhenTheyAreRight() throws IOException {
    Path shim = install("#!/usr/bin/env node\n");
    Object before = Files.getAttribute(shim, "unix:ino");

    install("#!/usr/bin/env node\n");

    assertThat(Files.getAttribute(shim, "unix:ino")).isEqualTo(before);
  }
}
