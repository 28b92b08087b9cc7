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

  @Test
  void outputIsReadWhileTheCommandRuns() throws Exception {
    String script =
        "sleep 30 & trap 'kill $!; echo bye; exit 0' TERM; echo up 42; echo ok >&2; wait";
    List<String> command = List.of("/bin/sh", "-c", script);

    try (SpawnedCommand spawned = SpawnedCommand.start(temp, Map.of(), command)) {
      assertThat(spawned.awaitOutput("up (\\d+)").group(1)).isEqualTo("42");
      spawned.awaitErrorOutput("ok");
      spawned.terminate();

      assertThat(spawned.await().succeeded().stdout()).isEqualTo("up 42\nbye\n");
      assertThatThrownBy(() -> spawned.awaitOutput("down"))
          .isInstanceOf(AssertionError.class)
          .hasMessageContaining("the output ended without down:\nup 42\nbye");
    }
  }
}
