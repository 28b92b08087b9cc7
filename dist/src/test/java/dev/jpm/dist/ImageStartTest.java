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
 * What the built image does not do when it starts a script; run once the image is there. Whoever
 * loses one of these loses some milliseconds of every command.
 */
final class ImageStartTest {
  private static final String LAUNCHER = Path.of("target/jpm/bin/jpm").toAbsolutePath().toString();

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
  void allClassesComeFromTheCacheAndCostlyOnesAreLeftAlone() throws Exception {
    Path log = temp.resolve("classes.log");
    String telling =
        Files.readString(Path.of(LAUNCHER))
            .replace("-Xlog:disable", "-Xlog:class+load,class+init=info:file=" + log);

    said("sh", "-c", telling, LAUNCHER, "run", "-s", "open");

    List<String> lines = Files.readAllLines(log);
    assertThat(lines).anyMatch(line -> line.contains("Initializing 'dev/jpm/cli/Main'"));
    assertThat(lines)
        .noneMatch(line -> line.contains("source: file:"))
        .noneMatch(line -> line.contains("source: jar:"))
        .noneMatch(line -> line.contains("Initializing 'java/math/BigDecimal'"))
        .noneMatch(line -> line.contains("Initializing 'java/util/logging/LogManager'"))
        .noneMatch(line -> line.contains("Initializing 'java/util/jar/Manifest'"));
    // Those that the JDK keeps out of its caches.
    assertThat(lines.stream().filter(line -> line.contains("source: jrt:"))).hasSizeLessThan(10);
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
