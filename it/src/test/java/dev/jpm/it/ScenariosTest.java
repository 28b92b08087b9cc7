package dev.jpm.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jpm.registrymock.MockRegistry;
import dev.jpm.testing.CommandResult;
import dev.jpm.testing.Folders;
import dev.jpm.testing.Scenario;
import dev.jpm.testing.TempProject;
import java.nio.file.Path;
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
    return Scenario.in(Folders.fixture("scenarios")).stream()
        .map(scenario ->
            DynamicTest.dynamicTest(
                scenario.name() + ": " + scenario.about(), () -> compare(scenario)));
  }

  private void compare(Scenario scenario) {
    try (MockRegistry registry = MockRegistry.start()) {
      scenario.publishTo(registry);
      TempProject project = scenario.writeTo(temp.resolve(scenario.name()).resolve("project"));
      Jpm jpm = Jpm.with(temp.resolve(scenario.name()).resolve("home"), registry);
      CommandResult last = new CommandResult(0, "", "");
      for (List<String> command : scenario.commands()) {
        last = jpm.run(project.folder(), command);
      }
      if (scenario.error().isEmpty()) {
        last.succeeded();
      } else {
        assertThat(last.failed(1).stderr()).contains(scenario.error());
      }
      assertThat(scenario.transcript(project, registry)).isEqualTo(scenario.recorded());
    }
  }
}
