package dev.jpm.dist;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which ahead-of-time cache the launcher takes; the program itself is an echo here. */
final class LauncherTest {
  private static final Instant THEN = Instant.parse("2026-01-01T00:00:00Z");

  @TempDir Path temp;
  private Path launcher;
  private Path project;

  @BeforeEach
  void standingProject() throws IOException {
    String text =
        Files.readString(Path.of("src/main/launcher/jpm"))
            .replace("exec \"$home/runtime/bin/java\"", "echo");
    launcher = Files.createDirectories(temp.resolve("image/bin")).resolve("jpm");
    Files.writeString(launcher, text);
    project = Files.createDirectories(temp.resolve("project"));
    Files.createDirectories(project.resolve("node_modules/.bin"));
    write("node_modules/.bin/tool", "", 0);
    write("package.json", "{\"scripts\": {\"build\": \"true\"}}", 0);
    write("package-lock.json", "{}", 1);
    write("node_modules/.package-lock.json", "{}", 1);
  }

  @Test
  void whatOnlyRunsSomethingTakesTheSmallCache() throws Exception {
    assertTakes("run", "run", "build");
    assertTakes("run", "exec", "tool", "--flag");
    assertTakes("install", "exec", "missing");
    assertTakes("install", "exec", "../bin/tool");
    assertTakes("install", "audit");
  }

  @Test
  void anAuditThatAsksADatabaseTakesACacheOfItsOwn() throws Exception {
    assertTakes("audit", "audit", "--offline", "--advisories=all.zip");
    assertTakes("audit", "audit", "--advisories", "all.zip");
    assertTakes("install", "audit", "fix", "--advisories=all.zip");
    assertTakes("install", "audit", "signatures", "--advisories=all.zip");
  }

  @Test
  void anInstallThatSeemsToHaveNothingToDoTakesTheSmallCache() throws Exception {
    assertTakes("run", "install");
    assertTakes("run", "i", "--no-audit");
    assertTakes("install", "install", "left-pad");
    assertTakes("install", "install", "--global");
    assertTakes("install", "ci");
  }

  @Test
  void whatChangedSinceTakesTheLargeCache() throws Exception {
    write("package-lock.json", "{}", 2);
    assertTakes("install", "install");
    write("package-lock.json", "{}", 1);
    assertTakes("run", "install");
    write("package.json", "{}", 2);
    assertTakes("install", "install");
  }

  @Test
  void scriptsThatRunEachTimeTakeTheLargeCache() throws Exception {
    write("package.json", "{\"scripts\": {\"prepare\": \"true\"}}", 0);
    assertTakes("install", "install");
  }

  @Test
  void nothingInstalledTakesTheLargeCache() throws Exception {
    Files.delete(project.resolve("node_modules/.package-lock.json"));
    assertTakes("install", "install");
    write("node_modules/.jpm-linked", "", 1);
    assertTakes("run", "install", "--install-strategy=linked");
  }

  private void write(String file, String text, int minute) throws IOException {
    Path path = project.resolve(file);
    Files.writeString(path, text);
    Files.setLastModifiedTime(path, FileTime.from(THEN.plusSeconds(60L * minute)));
  }

  @Test
  void findsItsHomeHoweverItIsCalled() throws Exception {
    Path image = temp.toRealPath().resolve("image");
    Path link = Files.createSymbolicLink(temp.resolve("link"), launcher);
    Path relative = Files.createSymbolicLink(project.resolve("link"), Path.of("../image/bin/jpm"));
    for (String called :
        List.of(
            image.resolve("bin/jpm").toString(),
            "../image/bin/jpm",
            link.toString(),
            relative.toString(),
            "./link")) {
      String home = said(called, "run").replaceAll("(?s).*-Djpm.home=([^ ]*).*", "$1");
      assertEquals(image, Path.of(home).toRealPath(), called);
    }
  }

  @Test
  void tellsTheVersionWithoutJava() throws Exception {
    assertEquals("@version@\n", answer("--version"));
    assertEquals("@version@\n", answer("-v"));
    assertTrue(answer("--version", "--json").contains("/lib/install.aot"));
  }

  @Test
  void theLibrariesThatSignAreThereWhereSomethingIsPublished() throws Exception {
    for (String command :
        List.of("publish", "pub", "stage publish", "audit signatures", "audit --json signatures")) {
      assertTrue(answer(command.split(" ", -1)).contains(":@sigstore.class.path@"), command);
    }
    assertFalse(answer("install", "publicly").contains("sigstore"));
  }

  private void assertTakes(String cache, String... words) throws Exception {
    String said = answer(words);
    assertTrue(said.contains("/lib/" + cache + ".aot"), said);
  }

  private String answer(String... words) throws Exception {
    List<String> line = new ArrayList<>(List.of(launcher.toString()));
    line.addAll(List.of(words));
    return said(line.toArray(String[]::new));
  }

  private String said(String... called) throws Exception {
    List<String> line = new ArrayList<>(List.of("sh"));
    line.addAll(List.of(called));
    Process process =
        new ProcessBuilder(line).directory(project.toFile()).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    process.waitFor();
    return said;
  }
}
