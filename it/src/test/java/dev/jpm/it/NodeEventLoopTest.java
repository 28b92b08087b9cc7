package dev.jpm.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jpm.testing.CommandResult;
import dev.jpm.testing.TempProject;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What Node.js documents about its event loop holds in scripts that jpm runs. */
@Tag("registry")
@ExtendWith(SeedSystemsParameter.class)
class NodeEventLoopTest {
  @Test
  void phasesStreamsFilesProcessesAndWorkersKeepTheirOrder(SeedSystems seeds) throws Exception {
    if (seeds.areOutOfReach()) {
      return;
    }
    TempProject project = seeds.installed("event-loop");

    CommandResult tests = seeds.run(project, "test", "--", "--test-reporter=tap").succeeded();

    assertThat(tests.stdout()).contains("# pass 22\n", "# fail 0\n");
  }

  @Test
  void theRuntimeIsTheRealNodeJsOutOfTheStore(SeedSystems seeds) throws Exception {
    if (seeds.areOutOfReach()) {
      return;
    }
    TempProject project = seeds.installed("event-loop");

    CommandResult runtime =
        seeds.run(project, "node", "-p", "process.release.name + ' ' + process.execPath");

    assertThat(runtime.succeeded().stdout()).startsWith("node " + seeds.jpm().cache());
  }
}
