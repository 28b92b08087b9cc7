package dev.jpm.runtime;

import static dev.jpm.runtime.Samples.LINUX;
import static dev.jpm.runtime.Samples.WINDOWS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.jpm.runtime.NodeRuntime.Origin;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ShimFolderTest {
  @TempDir private Path temp;
  private NodeRuntime runtime = new NodeRuntime(Path.of("/"), "1.0.0", null, Origin.BUNDLED);
  private Launcher jpm = new Launcher(List.of("jpm"));

  @BeforeEach
  void makeProgramsThatTellHowTheyWereCalled() throws IOException {
    Path node = program("store/bin/node", "echo node \"$@\"");
    runtime = new NodeRuntime(node, "26.10.0", null, Origin.BUNDLED);
    jpm = new Launcher(List.of(program("it's here/jpm", "echo jpm \"$@\"").toString(), "-x"));
  }

  private Path program(String name, String text) throws IOException {
    Path file = temp.resolve(name);
    Files.createDirectories(temp.resolve(name.substring(0, name.lastIndexOf('/'))));
    Files.writeString(file, "#!/bin/sh\n" + text + "\n");
    assertThat(file.toFile().setExecutable(true)).isTrue();
    return file;
  }

  private static String output(Path program, String... arguments)
      throws IOException, InterruptedException {
    ProcessBuilder builder = new ProcessBuilder(program.toString());
    builder.command().addAll(List.of(arguments));
    Process process = builder.redirectErrorStream(true).start();
    String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).isZero();
    return text.strip();
  }

  @Test
  void everyNameReachesItsProgram() throws IOException, InterruptedException {
    Path bin = ShimFolder.ensure(temp.resolve("shims"), runtime, jpm, LINUX).folder();
    assertThat(output(bin.resolve("node"), "a b")).isEqualTo("node a b");
    assertThat(output(bin.resolve("npm"), "run", "x y"))
        .isEqualTo("jpm -x --invoked-as=npm run x y");
    assertThat(output(bin.resolve("npx"), "vite")).isEqualTo("jpm -x --invoked-as=npx vite");
    assertThat(output(bin.resolve("jpm"), "ci")).isEqualTo("jpm -x ci");
    assertThat(output(bin.resolve("jpx"), "vite")).isEqualTo("jpm -x --invoked-as=jpx vite");
  }

  @Test
  void nodeIsALinkToTheRuntimeSoThatItKnowsItsOwnPlace() throws IOException {
    Path bin = ShimFolder.ensure(temp.resolve("shims"), runtime, jpm, LINUX).folder();
    assertThat(bin.resolve("node")).isSymbolicLink();
    assertThat(bin.resolve("node").toRealPath()).isEqualTo(runtime.node().toRealPath());
  }

  @Test
  void aSecondCallWritesNothing() throws IOException {
    Shims shims = ShimFolder.ensure(temp.resolve("shims"), runtime, jpm, LINUX);
    FileTime longAgo = FileTime.fromMillis(1000);
    Files.setLastModifiedTime(shims.npmCli(), longAgo);
    assertThat(ShimFolder.ensure(temp.resolve("shims"), runtime, jpm, LINUX)).isEqualTo(shims);
    assertThat(Files.getLastModifiedTime(shims.npmCli())).isEqualTo(longAgo);
  }

  @Test
  void whatWasLeftHalfDoneIsFinished() throws IOException {
    Shims shims = ShimFolder.ensure(temp.resolve("shims"), runtime, jpm, LINUX);
    Files.delete(shims.folder().resolveSibling(".complete"));
    Files.delete(shims.folder().resolve("npm"));
    ShimFolder.ensure(temp.resolve("shims"), runtime, jpm, LINUX);
    assertThat(shims.folder().resolve("npm")).isExecutable();
  }

  @Test
  void anotherRuntimeOrLauncherHasAnotherFolder() throws IOException {
    Path root = temp.resolve("shims");
    Shims first = ShimFolder.ensure(root, runtime, jpm, LINUX);
    NodeRuntime other =
        new NodeRuntime(program("other/node", "true"), "22.0.0", null, Origin.PINNED);
    assertThat(ShimFolder.ensure(root, other, jpm, LINUX)).isNotEqualTo(first);
    Launcher moved = new Launcher(List.of("/elsewhere/jpm"));
    assertThat(ShimFolder.ensure(root, runtime, moved, LINUX)).isNotEqualTo(first);
  }

  @Test
  void windowsGetsBatchFilesAndARealExecutable() throws IOException {
    Launcher batch = new Launcher(List.of("C:\\jpm\\jpm.cmd"));
    Path bin = ShimFolder.ensure(temp.resolve("shims"), runtime, batch, WINDOWS).folder();
    assertThat(bin.resolve("npm.cmd")).hasContent("@\"C:\\jpm\\jpm.cmd\" --invoked-as=npm %*");
    assertThat(bin.resolve("npm"))
        .hasContent("#!/bin/sh\nexec C:/jpm/jpm.cmd --invoked-as=npm \"$@\"");
    assertThat(bin.resolve("node.exe")).hasSameBinaryContentAs(runtime.node());
    assertThat(bin.resolveSibling("lib").resolve("npm-cli.js"))
        .content()
        .contains("const command = ['C:\\\\jpm\\\\jpm.cmd']");
  }
}
