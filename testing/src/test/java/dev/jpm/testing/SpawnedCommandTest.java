package dev.jpm.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SpawnedCommandTest {
  @TempDir private Path temp;

  @Test
  void outputExitCodeAndEnvironmentAreTheCommandsOwn() throws Exception {
    List<String> command = List.of("/bin/sh", "-c", "echo \"$A\"; pwd; echo oops >&2; exit 3");

    try (SpawnedCommand spawned =
        SpawnedCommand.start(temp.toRealPath(), Map.of("A", "b"), command)) {
      CommandResult result = spawned.await();

      assertThat(result)
          .isEqualTo(new CommandResult(3, "b\n" + temp.toRealPath() + "\n", "oops\n"));
      assertThatThrownBy(result::succeeded).hasMessageContaining("oops");
      assertThat(result.failed(3)).isSameAs(result);
    }
  }

  @Test
  void aKilledCommandIsGoneWithItsChildren() throws Exception {
    List<String> command = List.of("/bin/sh", "-c", "sleep 30 & echo started; wait");

    try (SpawnedCommand spawned = SpawnedCommand.start(temp, Map.of(), command)) {
      spawned.kill();

      assertThat(spawned.isRunning()).isFalse();
      assertThat(spawned.await().exitCode()).isEqualTo(137);
    }
  }
}
