package dev.jpm.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jpm.testing.CommandResult;
import dev.jpm.testing.TempProject;
import java.nio.file.Files;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * The sample projects as their users run them: packages from the registry that is configured by
 * default, scripts on the real Node.js that jpm brings. Where the registry cannot be reached, each
 * test says so in a plain line and ends.
 */
@Tag("registry")
@ExtendWith(SeedSystemsParameter.class)
class SampleProjectsTest {
  @Test
  void theServerAnswersOverHttpAndSocketIo(SeedSystems seeds) throws Exception {
    if (seeds.areOutOfReach()) {
      return;
    }
    TempProject project = seeds.copy("express-socketio");

    seeds.jpm().run(project, "ci").succeeded();
    CommandResult tests = seeds.run(project, "test", "--", "--test-reporter=tap").succeeded();

    assertThat(tests.stdout()).containsPattern("# pass [1-9]").contains("# fail 0");
  }

  @Test
  void theServerRunsFromAnIsolatedLayoutToo(SeedSystems seeds) throws Exception {
    if (seeds.areOutOfReach()) {
      return;
    }
    TempProject project = seeds.copy("express-socketio");

    seeds.jpm().run(project, "ci", "--install-strategy=linked").succeeded();
    CommandResult tests = seeds.run(project, "test", "--", "--test-reporter=tap").succeeded();

    assertThat(Files.isSymbolicLink(project.path("node_modules/express"))).isTrue();
    assertThat(tests.stdout()).containsPattern("# pass [1-9]").contains("# fail 0");
    project.remove("node_modules");
  }

  @Test
  void theFrontEndBuildsOnceTheScriptItNeedsIsApproved(SeedSystems seeds) throws Exception {
    if (seeds.areOutOfReach()) {
      return;
    }
    TempProject project = seeds.copy("react-vite");

    CommandResult first = seeds.jpm().run(project, "ci").succeeded();
    assertThat(first.stderr()).contains("esbuild").contains("install-scripts approve");
    seeds.jpm().run(project, "approve-scripts", "esbuild").succeeded();
    seeds.jpm().run(project, "rebuild").succeeded();
    assertThat(seeds.jpm().run(project, "install").succeeded().stderr())
        .doesNotContain("install-scripts");
    seeds.run(project, "run", "build").succeeded();

    assertThat(project.read("dist/index.html")).contains("<script type=\"module\"");
  }
}
