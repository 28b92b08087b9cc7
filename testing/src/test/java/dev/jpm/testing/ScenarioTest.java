package dev.jpm.testing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jpm.registrymock.MockRegistry;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ScenarioTest {
  @TempDir private Path temp;

  @Test
  void everyScenarioTellsWhatItShowsAndHasARecord() {
    List<Scenario> all = Scenario.in(Folders.fixture("scenarios"));

    assertThat(all).hasSizeGreaterThan(50);
    assertThat(all)
        .allSatisfy(scenario -> {
          assertThat(scenario.about()).endsWith(".");
          assertThat(scenario.world().steps()).isNotEmpty();
          assertThat(scenario.recorded()).startsWith("=== package.json\n");
        });
  }

  @Test
  void aTranscriptShowsTheWholeProjectWithoutPortsAndDigests() {
    Scenario scenario =
        Scenario.in(Folders.fixture("scenarios")).stream()
            .filter(s -> s.name().equals("dedupes-to-the-root"))
            .findFirst()
            .orElseThrow();
    try (MockRegistry registry = MockRegistry.start()) {
      scenario.world().publishTo(registry);
      TempProject project = scenario.world().writeTo(temp);
      project.file(
          "package-lock.json",
          registry.tarballUrl("a", "1.0.0") + "\n" + registry.integrity("a", "1.0.0") + "\n");

      assertThat(scenario.transcript(project, registry, List.of()))
          .endsWith(
              """
              === package-lock.json
              http://127.0.0.1:[PORT]/a/-/a-1.0.0.tgz
              [INTEGRITY a@1.0.0]
              === node_modules/.package-lock.json
              (none)
              === the other files
              """);
    }
  }
}
