package dev.jpm.runtime;

import static dev.jpm.runtime.Samples.LINUX;
import static dev.jpm.runtime.Samples.WINDOWS;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PathSearchTest {
  @TempDir private Path temp;
  private Path first;
  private Path second;

  @BeforeEach
  void folders() throws IOException {
    first = Files.createDirectories(temp.resolve("first"));
    second = Files.createDirectories(temp.resolve("second"));
  }

  private static Path program(Path folder, String name) throws IOException {
    Path file = Files.writeString(folder.resolve(name), "");
    assertThat(file.toFile().setExecutable(true)).isTrue();
    return file;
  }

  @Test
  void windowsTakesTheFirstFolderAndInItTheFirstEnding() throws IOException {
    program(first, "vite");
    Path command = program(first, "vite.cmd");
    Path batch = program(first, "vite.bat");
    program(second, "vite.exe");
    Path script = program(second, "only.ps1");
    Map<String, String> environment = Map.of("Path", first + ";relative;" + second);

    PathSearch search = PathSearch.of(environment, WINDOWS);

    assertThat(search.find("vite")).contains(batch);
    assertThat(search.find("vite.cmd")).contains(command);
    assertThat(search.find("only")).isEmpty();
    assertThat(search.find("only.ps1")).isEmpty();
    Map<String, String> more = Map.of("PATH", second.toString(), "PathExt", ".PS1;.EXE");
    assertThat(PathSearch.of(more, WINDOWS).find("only")).contains(script);
  }

  @Test
  void otherSystemsTakeTheNameAsItIsAndOnlyPath() throws IOException {
    program(first, "node.exe");
    Path node = program(second, "node");
    Files.writeString(first.resolve("node"), "not executable");
    Map<String, String> environment =
        Map.of("PATH", "relative:" + first + ":" + second, "Path", "/nowhere", "PATHEXT", ".EXE");

    assertThat(PathSearch.of(environment, LINUX).find("node")).contains(node);
    assertThat(PathSearch.of(Map.of("Path", second.toString()), LINUX).find("node")).isEmpty();
  }
}
