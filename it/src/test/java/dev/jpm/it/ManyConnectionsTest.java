package dev.jpm.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.UnixOperatingSystemMXBean;
import dev.jpm.testing.CommandResult;
import dev.jpm.testing.SpawnedCommand;
import dev.jpm.testing.TempProject;
import java.lang.management.ManagementFactory;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** One server process under jpm and ten thousand connections that are open at the same time. */
@Tag("registry")
@ExtendWith(SeedSystemsParameter.class)
class ManyConnectionsTest {
  private static final int CONNECTIONS = 10_000;

  @Test
  void oneServerAnswersOnAllConnectionsThatItHolds(SeedSystems seeds) throws Exception {
    if (seeds.areOutOfReach() || descriptorsAreTooFew()) {
      return;
    }
    TempProject project = seeds.installed("many-connections");
    try (SpawnedCommand server = seeds.jpm().set("PORT", "0").spawn(project, "start")) {
      String address = server.awaitOutput("listening on (http://\\S+)").group(1);

      String count = Integer.toString(CONNECTIONS);
      CommandResult load = seeds.run(project, "run", "-s", "load", address, count);

      assertThat(load.succeeded().stdout())
          .contains("\"connections\":10000,\"held\":10000,\"answers\":10000,");
    }
  }

  /** Each side needs one a connection, and some for itself. */
  private static boolean descriptorsAreTooFew() {
    long allowed =
        ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean system
            ? system.getMaxFileDescriptorCount()
            : Long.MAX_VALUE;
    if (allowed >= CONNECTIONS + 100) {
      return false;
    }
    System.out.println(
        "NOT TESTED: 10,000 connections need more than the %,d open files allowed here (ulimit -Hn)"
            .formatted(allowed));
    return true;
  }
}
