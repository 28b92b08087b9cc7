package dev.jpm.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jpm.registrymock.MockRegistry;
import dev.jpm.testing.CommandResult;
import dev.jpm.testing.Folders;
import dev.jpm.testing.Scenario;
import dev.jpm.testing.TempProject;
import dev.jpm.testing.World;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** What jpm leaves on disk is, byte for byte, what npm leaves there. */
class ScenariosTest {
  @TempDir private Path temp;

  @TestFactory
  Stream<DynamicTest> scenarios() {
    return Stream.of("scenarios", "commands")
        .flatMap(folder -> Scenario.in(Folders.fixture(folder)).stream())
        .map(scenario ->
            DynamicTest.dynamicTest(
                scenario.name() + ": " + scenario.about(), () -> compare(scenario)));
  }

  private void compare(Scenario scenario) throws IOException {
    // Scenarios of different folders may share a name, but never a project or a cache.
    Path around = Files.createTempDirectory(temp, scenario.name());
    try (MockRegistry registry = MockRegistry.start()) {
      scenario.world().publishTo(registry);
      TempProject project = scenario.world().writeTo(around.resolve("project"));
      Jpm jpm =
          Jpm.with(around.resolve("home"), registry)
              .set("npm_config_prefix", project.folder().resolveSibling("global").toString())
              .set("npm_config_audit", "false");
      if (!scenario.asks().isEmpty()) {
        Path bin = StandInNode.in(around.resolve("bin"));
        jpm.set("PATH", bin + ":/usr/bin:/bin").set("npm_config_runtime", "system");
      }
      CommandResult last = new CommandResult(0, "", "");
      for (World.Step step : scenario.world().steps()) {
        switch (step) {
          case World.Step.Run run -> last = jpm.run(project.folder(), run.arguments());
          case World.Step.Write write -> write.files().forEach(project::file);
        }
      }
      List<CommandResult> answers = new ArrayList<>();
      for (List<String> ask : scenario.asks()) {
        answers.add(jpm.run(project.folder(), ask));
      }
      if (scenario.error().isEmpty()) {
        last.succeeded();
      } else {
        assertThat(last.failed(1).stderr()).contains(scenario.error());
      }
      assertThat(scenario.transcript(project, registry, answers)).isEqualTo(scenario.recorded());
    }
  }
}
