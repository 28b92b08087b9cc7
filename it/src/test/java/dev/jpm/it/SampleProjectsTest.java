package dev.jpm.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jpm.testing.CommandResult;
import dev.jpm.testing.Folders;
import dev.jpm.testing.SpawnedCommand;
import dev.jpm.testing.TempProject;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The sample projects as their users run them: packages from the registry that is configured by
 * default, scripts on the real Node.js that jpm brings. Where the registry cannot be reached, each
 * test says so in a plain line and ends.
 */
@Tag("registry")
class SampleProjectsTest {
  /** One home for all, so that Node.js is fetched once. */
  @TempDir private static Path home;

  @TempDir private Path temp;

  @Test
  void theServerAnswersOverHttpAndSocketIo() throws Exception {
    if (PublicRegistry.isOutOfReach()) {
      return;
    }
    TempProject project = sample("express-socketio");

    jpm(project, "ci").succeeded();
    CommandResult tests = jpm(project, "test", "--", "--test-reporter=tap").succeeded();

    assertThat(tests.stdout()).containsPattern("# pass [1-9]").contains("# fail 0");
  }

  @Test
  void theServerRunsFromAnIsolatedLayoutToo() throws Exception {
    if (PublicRegistry.isOutOfReach()) {
      return;
    }
    TempProject project = sample("express-socketio");

    jpm(project, "ci", "--install-strategy=linked").succeeded();
    CommandResult tests = jpm(project, "test", "--", "--test-reporter=tap").succeeded();

    assertThat(Files.isSymbolicLink(project.path("node_modules/express"))).isTrue();
    assertThat(tests.stdout()).containsPattern("# pass [1-9]").contains("# fail 0");
    project.remove("node_modules");
  }

  @Test
  void theFrontEndBuildsOnceTheScriptItNeedsIsApproved() throws Exception {
    if (PublicRegistry.isOutOfReach()) {
      return;
    }
    TempProject project = sample("react-vite");

    CommandResult first = jpm(project, "ci").succeeded();
    assertThat(first.stderr()).contains("esbuild").contains("install-scripts approve");
    jpm(project, "approve-scripts", "esbuild").succeeded();
    jpm(project, "rebuild").succeeded();
    assertThat(jpm(project, "install").succeeded().stderr()).doesNotContain("install-scripts");
    jpm(project, "run", "build").succeeded();

    assertThat(project.read("dist/index.html")).contains("<script type=\"module\"");
  }

  private TempProject sample(String name) {
    Path folder = temp.resolve(name);
    Folders.copySources(Folders.fixture(name), folder);
    return TempProject.in(folder);
  }

  private static CommandResult jpm(TempProject project, String... arguments) throws Exception {
    try (SpawnedCommand command = Jpm.withDefaults(home).spawn(project, arguments)) {
      return command.await();
    }
  }
}
