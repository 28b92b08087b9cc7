package dev.jpm.dist;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What the built image does not do when it starts; run once the image is there. Whoever loses one
 * of these loses some milliseconds of every command.
 */
final class ImageStartTest {
  private static final String LAUNCHER = Path.of("target/jpm/bin/jpm").toAbsolutePath().toString();

  private static final String BEGUN = "begun: ";
  private static final String NOT_CACHED = "not cached: ";

  @TempDir Path temp;

  @BeforeEach
  void project() throws IOException {
    AotTraining.putRuntimeInto(temp.resolve("cache"));
    Files.writeString(
        temp.resolve("package.json"), "{\"scripts\": {\"open\": \"ls -l /proc/$PPID/fd\"}}");
  }

  @Test
  void noJarIsOpened() throws Exception {
    assertThat(said("sh", LAUNCHER, "run", "-s", "open")).contains(" 1 -> ").doesNotContain(".jar");
  }

  @Test
  void aScriptLeavesAloneWhatTakesLong() throws Exception {
    List<String> classes = classesOf("run", "-s", "open");

    assertThat(classes).contains("dev.jpm.cli.Main");
    assertAllAreCached(classes);
  }

  @Test
  void soDoesAnInstall() throws Exception {
    List<String> classes = classesOf("install");

    assertThat(classes).contains("dev.jpm.install.Installation");
    assertAllAreCached(classes);
    assertThat(classes).doesNotContain("tools.jackson.databind.ObjectMapper");
  }

  /**
   * The classes that a call loads, those from outside the cache as {@link #NOT_CACHED}, and again
   * those whose static code runs, as {@link #BEGUN}.
   */
  private List<String> classesOf(String... words) throws IOException, InterruptedException {
    Path log = temp.resolve("classes.log");
    String telling =
        Files.readString(Path.of(LAUNCHER))
            .replace("-Xlog:disable", "-Xlog:class+load,class+init=info:file=" + log + ":none");
    List<String> command = new ArrayList<>(List.of("sh", "-c", telling, LAUNCHER));
    command.addAll(List.of(words));
    said(command.toArray(String[]::new));
    return Files.readAllLines(log).stream().map(ImageStartTest::told).toList();
  }

  private static String told(String line) {
    if (line.contains("Initializing '")) {
      return BEGUN + line.split("'", -1)[1].replace('/', '.');
    }
    String name = line.split(" ", -1)[0];
    return line.endsWith("source: shared objects file") ? name : NOT_CACHED + name;
  }

  private static void assertAllAreCached(List<String> classes) {
    // The JDK keeps some of its own out of its caches.
    assertThat(classes.stream().filter(name -> name.startsWith(NOT_CACHED)))
        .hasSizeLessThan(10)
        .allMatch(name -> name.matches(NOT_CACHED + "(java|jdk|sun)\\..*"));
    assertThat(classes)
        .contains(BEGUN + "java.lang.ClassLoader")
        .doesNotContain(
            BEGUN + "java.math.BigDecimal",
            BEGUN + "java.util.jar.Manifest",
            BEGUN + "java.util.logging.LogManager");
  }

  private String said(String... command) throws IOException, InterruptedException {
    ProcessBuilder builder = new ProcessBuilder(new ArrayList<>(List.of(command)));
    builder
        .environment()
        .putAll(
            Map.of("HOME", temp.toString(), "npm_config_cache", temp.resolve("cache").toString()));
    Process process = builder.directory(temp.toFile()).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(said).isZero();
    return said;
  }
}
