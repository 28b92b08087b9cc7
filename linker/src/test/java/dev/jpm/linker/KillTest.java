package dev.jpm.linker;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KillTest {
  private static final int ROUNDS = 8;

  @TempDir Path folder;

  @Test
  void theNextInstallRepairsWhateverMomentTheKillCameAt() throws Exception {
    Path home = folder.toRealPath();
    Bench model = KillVictim.bench(home.resolve("model"));
    model.install(KillVictim.older(model));
    int[] moves = {0};
    model.install(KillVictim.newer(model), (operation, path) -> moves[0]++);
    List<String> wanted = model.listing().lines();

    Bench bench = KillVictim.bench(home.resolve("victim"));
    for (int round = 0; round < ROUNDS; round++) {
      bench.install(KillVictim.older(bench));
      int moment = ThreadLocalRandom.current().nextInt(1, moves[0] + 1);
      killAfter(moment, home.resolve("victim"));

      bench.install(KillVictim.newer(bench));

      assertThat(bench.listing().lines()).as("killed at move %d", moment).isEqualTo(wanted);
      assertThat(bench.load().trusted()).isTrue();
    }
  }

  private static void killAfter(int moment, Path folder) throws IOException, InterruptedException {
    Process victim =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                KillVictim.class.getName(),
                folder.toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    try (BufferedReader told = victim.inputReader()) {
      for (int i = 0; i < moment && told.readLine() != null; i++) {
        // Each line is a move about to be made.
      }
      victim.destroyForcibly();
      victim.waitFor();
    }
  }
}
