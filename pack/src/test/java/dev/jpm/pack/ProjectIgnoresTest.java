package dev.jpm.pack;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Ignore files of the project around a package. */
class ProjectIgnoresTest {
  @TempDir private Path project;
  private Path one;
  private Path two;

  @BeforeEach
  void aProjectWithIgnoreFiles() throws IOException {
    one = Files.createDirectories(project.resolve("packages/one"));
    two = Files.createDirectories(project.resolve("packages/two"));
    Files.writeString(project.resolve(".gitignore"), "dist\n*.log\n");
    Files.writeString(project.resolve("packages/.npmignore"), "coverage\n");
    Files.writeString(project.resolve("packages/.gitignore"), "never\n");
    Files.writeString(one.resolve(".npmignore"), "own\n");
  }

  @Test
  void thoseAboveAChosenWorkspaceCount() {
    assertThat(ProjectIgnores.of(project, one, List.of(one, two)))
        .containsExactly("dist", "*.log", "coverage");
  }

  @Test
  void aWorkspaceThatWasNotChosenStandsAlone() {
    assertThat(ProjectIgnores.of(project, one, List.of(two))).isEmpty();
  }

  @Test
  void theProjectLeavesOutItsChosenWorkspaces() {
    assertThat(ProjectIgnores.of(project, project, List.of(project, one)))
        .containsExactly("packages/one");
  }
}
