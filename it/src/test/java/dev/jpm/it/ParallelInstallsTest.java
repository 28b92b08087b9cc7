package dev.jpm.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jpm.registrymock.MockRegistry;
import dev.jpm.testing.SpawnedCommand;
import dev.jpm.testing.TempProject;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Several installs at once over one cache that is empty at first. */
class ParallelInstallsTest {
  private static final int PROCESSES = 10;

  @TempDir private Path temp;

  @Test
  void allAreRightAndNoProcessFetchesATarballTwice() throws Exception {
    try (MockRegistry registry = MockRegistry.start()) {
      for (int i = 0; i < PROCESSES; i++) {
        String own = "own-" + i;
        registry.publish(own, "1.0.0", p -> p.dependency("shared", "^1.0.0"));
      }
      registry.publish("shared", "1.0.0", p -> p.dependency("below", "*").bin("shared", "cli.js"));
      registry.publish("below", "1.0.0");
      Jpm jpm = Jpm.with(temp.resolve("home"), registry);
      List<TempProject> projects = new ArrayList<>();
      List<SpawnedCommand> installs = new ArrayList<>();
      try {
        for (int i = 0; i < PROCESSES; i++) {
          String own = "own-" + i;
          TempProject project = TempProject.in(temp.resolve("project-" + i));
          project.packageJson(p -> p.dependency(own, "*").dependency("shared", "*"));
          projects.add(project);
          installs.add(jpm.spawn(project, "install"));
        }
        for (SpawnedCommand install : installs) {
          install.await().succeeded();
        }
      } finally {
        installs.forEach(SpawnedCommand::close);
      }

      for (int i = 0; i < PROCESSES; i++) {
        assertThat(projects.get(i).tree("node_modules").paths())
            .contains(
                ".bin/shared", "below/index.js", "own-" + i + "/index.js", "shared/package.json");
      }
      registry
          .requests()
          .counts()
          .forEach((request, count) ->
              assertThat(count)
                  .as(request)
                  .isLessThanOrEqualTo(request.contains("own-") ? 1 : PROCESSES));
      jpm.run(projects.getFirst(), "cache", "verify").succeeded();
      registry.requests().clear();
      jpm.run(projects.getFirst(), "ci").succeeded();
      assertThat(registry.requests().counts()).isEmpty();
    }
  }
}
