package dev.jpm.it;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.jpm.registrymock.MockRegistry;
import dev.jpm.testing.TempProject;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** New versions of a project that is a git repository. */
class VersionTest {
  private static final Map<String, String> IDENTITY =
      Map.of(
          "GIT_AUTHOR_NAME", "Ann",
          "GIT_AUTHOR_EMAIL", "ann@mail.example",
          "GIT_COMMITTER_NAME", "Ann",
          "GIT_COMMITTER_EMAIL", "ann@mail.example",
          "GIT_CONFIG_GLOBAL", "/dev/null",
          "GIT_CONFIG_NOSYSTEM", "1");

  private final MockRegistry registry = MockRegistry.start();

  @TempDir private Path temp;
  private TempProject project;
  private Jpm jpm;

  @BeforeEach
  void makeRepository() throws Exception {
    project = TempProject.in(temp.resolve("project"));
    project.file("package.json", "{\n  \"name\": \"p\",\n  \"version\": \"1.0.0\"\n}\n");
    jpm = Jpm.with(temp.resolve("home"), registry);
    IDENTITY.forEach(jpm::set);
    git("init", "--quiet");
    git("add", ".");
    git("commit", "--quiet", "-m", "first");
  }

  @AfterEach
  void stop() {
    registry.close();
  }

  @Test
  void aNewVersionIsCommittedAndTagged() throws Exception {
    assertThat(jpm.run(project, "version", "minor", "-m", "Release %s").succeeded().stdout())
        .isEqualTo("v1.1.0\n");

    assertThat(git("log", "-1", "--format=%s", "--name-only"))
        .isEqualTo("Release 1.1.0\n\npackage.json\n");
    assertThat(git("tag", "--list", "--format=%(refname:short) %(contents:subject)"))
        .isEqualTo("v1.1.0 Release 1.1.0\n");
    assertThat(git("status", "--porcelain")).isEmpty();
  }

  @Test
  void uncommittedChangesAreNotReleased() throws Exception {
    project.file("package.json", "{\"name\": \"p\", \"version\": \"1.0.0\", \"private\": true}\n");

    assertThat(jpm.run(project, "version", "patch").failed(1).stderr())
        .contains("Git working directory not clean.");
    assertThat(project.read("package.json")).contains("1.0.0");
    assertThat(git("tag", "--list")).isEmpty();
  }

  @Test
  void withoutGitTagVersionOnlyFilesChange() throws Exception {
    jpm.run(project, "version", "patch", "--no-git-tag-version").succeeded();

    assertThat(git("log", "--format=%s")).isEqualTo("first\n");
    assertThat(project.read("package.json")).contains("\"version\": \"1.0.1\"");
  }

  @Test
  void theVersionCanComeFromTheLastTag() throws Exception {
    git("tag", "v4.2.0-rc.1");

    assertThat(jpm.run(project, "version", "from-git", "--no-git-tag-version").succeeded().stdout())
        .isEqualTo("v4.2.0-rc.1\n");
    assertThat(project.read("package.json")).contains("\"version\": \"4.2.0-rc.1\"");
  }

  private String git(String... arguments) throws Exception {
    List<String> command = new ArrayList<>(List.of("git"));
    command.addAll(List.of(arguments));
    ProcessBuilder builder =
        new ProcessBuilder(command).directory(project.folder().toFile()).redirectErrorStream(true);
    builder.environment().putAll(IDENTITY);
    Process process = builder.start();
    String told = new String(process.getInputStream().readAllBytes(), UTF_8);
    assertThat(process.waitFor()).as(told).isZero();
    return told;
  }
}
