package dev.jpm.it;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.jpm.registrymock.MockRegistry;
import dev.jpm.testing.CommandResult;
import dev.jpm.testing.TempProject;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The recipes of docs/ci.md do what they say: their commands are read from there and run. */
@DisabledOnOs(OS.WINDOWS)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CiRecipesTest {
  /** A command of a recipe, wherever the file of a CI server has it. */
  private static final Pattern COMMAND =
      Pattern.compile("^ *(?:run: |- |sh ')?(jpm .+?)'?$", Pattern.MULTILINE);

  private static final String DATABASE = "/srv/osv/npm/all.zip";

  private Path temp;
  private MockRegistry registry;
  private TempProject project;
  private String base = "";

  @BeforeAll
  void changeALockfile(@TempDir Path folder) throws IOException, InterruptedException {
    temp = folder;
    Instant longAgo = Instant.now().minus(90, ChronoUnit.DAYS);
    registry =
        MockRegistry.start()
            .publish("a", "1.0.0", it -> it.publishedAt(longAgo))
            .publish("b", "1.0.0", it -> it.publishedAt(longAgo));
    project = TempProject.in(temp.resolve("project"));
    lock("{\"dependencies\":{\"a\":\"1.0.0\"}}");
    run("git", "init", "-q");
    run("git", "add", "package.json", "package-lock.json");
    run("git", "-c", "user.name=t", "-c", "user.email=t@example", "commit", "-qm", "before");
    run("git", "update-ref", "refs/remotes/origin/main", "HEAD");
    base = run("git", "rev-parse", "HEAD").strip();
    lock("{\"dependencies\":{\"a\":\"1.0.0\",\"b\":\"1.0.0\"}}");
    try (OutputStream file = Files.newOutputStream(temp.resolve("all.zip"));
        ZipOutputStream zip = new ZipOutputStream(file)) {
      zip.putNextEntry(new ZipEntry("MAL-1.json"));
      zip.write(
          """
          {"id":"MAL-1","affected":[{"package":{"ecosystem":"npm","name":"evil"},\
          "versions":["1.0.0"]}]}\
          """
              .getBytes(UTF_8));
    }
  }

  @AfterAll
  void stop() {
    registry.close();
  }

  @ParameterizedTest
  @CsvSource({
    "GitHub Actions, 3, jpm.sarif summary.md",
    "GitLab, 3, gl-code-quality.json jpm.xml",
    "Jenkins, 2, jpm.xml jpm.sarif",
    "Without a network, 2, ''",
  })
  void aRecipeLetsAGoodChangePassAndKeepsOutABadOne(String title, int count, String reports)
      throws IOException, InterruptedException {
    List<String> commands = commands(title);
    String good = project.read("package-lock.json");

    assertThat(commands).hasSize(count);
    for (String command : commands) {
      jpm(command).succeeded();
    }
    for (String report : reports.isEmpty() ? new String[0] : reports.split(" ", -1)) {
      assertThat(project.path(report)).isNotEmptyFile();
      project.remove(report);
    }
    project.file(
        "package-lock.json", good.replaceAll("http://[^/]+(/b/-/)", "https://evil.example$1"));
    assertThat(jpm(commands.getFirst()).failed(1).stdout()).contains("evil.example");
    project.file("package-lock.json", good);
  }

  /** The commands of the section {@code title}, in its order. */
  private static List<String> commands(String title) throws IOException {
    String page = Files.readString(Path.of("../docs/ci.md"));
    int begin = page.indexOf("\n## " + title + "\n");
    int end = page.indexOf("\n## ", begin + 1);
    String section = page.substring(begin, end < 0 ? page.length() : end);
    String code = section.substring(section.indexOf("```"), section.lastIndexOf("```"));
    return COMMAND.matcher(code).results().map((MatchResult found) -> found.group(1)).toList();
  }

  /** Runs {@code command} with the words that a shell makes of it. */
  private CommandResult jpm(String command) throws IOException, InterruptedException {
    String words =
        run(
            "sh",
            "-c",
            "jpm() { printf '%s\\0' \"$@\"; }; "
                + command.replace(DATABASE, temp.resolve("all.zip").toString()));
    String[] arguments = words.split("\0", -1);
    return Jpm.with(temp.resolve("home"), registry)
        .run(project, List.of(arguments).subList(0, arguments.length - 1).toArray(String[]::new));
  }

  private void lock(String manifest) {
    project.file("package.json", manifest);
    Jpm.with(temp.resolve("home"), registry)
        .run(project, "install", "--package-lock-only")
        .succeeded();
  }

  private String run(String... words) throws IOException, InterruptedException {
    ProcessBuilder builder = new ProcessBuilder(new ArrayList<>(List.of(words)));
    builder.directory(project.folder().toFile());
    if (!base.isEmpty()) {
      builder
          .environment()
          .putAll(
              Map.of(
                  "GITHUB_BASE_REF", "main",
                  "GITHUB_STEP_SUMMARY", "summary.md",
                  "CI_MERGE_REQUEST_DIFF_BASE_SHA", base));
    }
    Process process = builder.start();
    String out = new String(process.getInputStream().readAllBytes(), UTF_8);
    assertThat(process.waitFor()).as(String.join(" ", words)).isZero();
    return out;
  }
}
