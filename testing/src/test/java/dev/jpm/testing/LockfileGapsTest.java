package dev.jpm.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LockfileGapsTest {
  @Test
  void whatIsFoundFurtherUpIsNotMissing() {
    assertThat(
            LockfileGaps.firstIn(
                """
                {"packages": {
                  "": {"dependencies": {"a": "1"}},
                  "node_modules/a": {"dependencies": {"b": "1"}},
                  "node_modules/b": {"dependencies": {"c": "1"}, "optionalDependencies": {"c": "1"}}
                }}
                """,
                List.of()))
        .isEmpty();
  }

  @Test
  void whatIsNowhereIsMissing() {
    assertThat(
            LockfileGaps.firstIn(
                """
                {"packages": {
                  "": {},
                  "node_modules/a": {"dependencies": {"b": "1"}},
                  "node_modules/c/node_modules/b": {}
                }}
                """,
                List.of()))
        .isEqualTo("node_modules/a -> b");
  }

  @Test
  void anOptionalPackageOfTheProjectIsMissingWhereItExists() {
    String lockfile =
        """
        {"packages": {"": {"optionalDependencies": {"a": "1", "b": "1"}}}}
        """;

    assertThat(LockfileGaps.firstIn(lockfile, List.of("b"))).isEqualTo(" -> b");
    assertThat(LockfileGaps.firstIn(lockfile, List.of())).isEmpty();
  }

  @Test
  void soIsOneOfAFolderOfTheProject() {
    String lockfile =
        """
        {"packages": {
          "": {},
          "lib": {"optionalDependencies": {"a": "1"}},
          "../other": {"optionalDependencies": {"b": "1"}},
          "node_modules/c": {"optionalDependencies": {"b": "1"}}
        }}
        """;

    assertThat(LockfileGaps.firstIn(lockfile, List.of("a", "b"))).isEqualTo("lib -> a");
    assertThat(LockfileGaps.firstIn(lockfile, List.of("b"))).isEmpty();
  }

  @Test
  void aFolderOfTheProjectNeedsWhatItIsWorkedOnWith() {
    String lockfile =
        """
        {"packages": {
          "": {},
          "lib": {"devDependencies": {"a": "next"}},
          "../other": {"devDependencies": {"a": "next"}},
          "node_modules/b": {"devDependencies": {"a": "next"}}
        }}
        """;

    assertThat(LockfileGaps.firstIn(lockfile, List.of("a"))).isEqualTo("lib -> a");
    assertThat(LockfileGaps.firstIn(lockfile, List.of())).isEmpty();
  }

  @Test
  void aWorkspaceWithoutALinkIsLost() {
    String lockfile =
        """
        {"packages": {"node_modules/a": {"link": true}, "node_modules/b": {"version": "1.0.0"}}}
        """;

    assertThat(LockfileGaps.firstLostWorkspace(lockfile, List.of("a", "b"))).isEqualTo("b");
    assertThat(LockfileGaps.firstLostWorkspace(lockfile, List.of("a"))).isEmpty();
  }

  @Test
  void anEntryOfTheOldSectionHasAVersion() {
    String lockfile =
        """
        {"dependencies": {"a": {"version": "1.0.0", "dependencies": {"b": {"optional": true}}}}}
        """;

    assertThat(LockfileGaps.firstWithoutVersion(lockfile)).isEqualTo("a > b");
    assertThat(LockfileGaps.firstWithoutVersion("{}")).isEmpty();
  }

  @Test
  void aListedPackageHasSomethingInItsFolder(@TempDir Path temp) throws IOException {
    TempProject project = TempProject.in(temp.resolve("project"));
    project.file(
        "node_modules/.package-lock.json",
        """
        {"packages": {
          "node_modules/a": {"integrity": "sha512-a"},
          "node_modules/b": {"integrity": "sha512-b"},
          "node_modules/c": {"integrity": "sha512-c"}
        }}
        """);
    project.file("node_modules/a/package.json", "{}");
    Files.createDirectories(project.path("node_modules/b"));

    assertThat(LockfileGaps.firstEmpty(project)).isEqualTo("node_modules/b");
    project.file("node_modules/b/package.json", "{}");
    assertThat(LockfileGaps.firstEmpty(project)).isEmpty();
  }
}
