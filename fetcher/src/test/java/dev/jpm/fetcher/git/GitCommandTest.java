package dev.jpm.fetcher.git;

import static java.nio.file.attribute.PosixFilePermissions.fromString;
import static org.assertj.core.api.Assertions.assertThat;

import dev.jpm.fetcher.RetryPolicy;
import dev.jpm.model.error.ErrorCode;
import dev.jpm.model.error.JpmException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class GitCommandTest {
  @TempDir private Path temp;

  @Test
  void whoIsInterruptedWaitsForAStalledGitNoLonger() throws Exception {
    Path git =
        Files.writeString(
            temp.resolve("git"),
            """
            #!/bin/sh
            test "$2" = config && exit 1
            sleep 1000 &
            echo $! > pid.new && mv pid.new pid
            wait
            """);
    Files.setPosixFilePermissions(git, fromString("rwxr-xr-x"));
    GitCommand command =
        new GitCommand(
            git.toString(), Map.of("PATH", "/usr/bin:/bin"), RetryPolicy.DEFAULT, time -> {});
    CompletableFuture<JpmException> thrown = new CompletableFuture<>();
    Thread waiting =
        Thread.ofPlatform()
            .start(() -> {
              try {
                command.run(temp, List.of("ls-remote"));
              } catch (JpmException e) {
                thrown.complete(e);
              }
            });
    Path pid = temp.resolve("pid");
    while (!Files.exists(pid)) {
      Thread.onSpinWait();
    }
    ProcessHandle child =
        ProcessHandle.of(Long.parseLong(Files.readString(pid).strip())).orElseThrow();
    try {
      waiting.interrupt();

      assertThat(thrown.get(20, TimeUnit.SECONDS).code()).isEqualTo(ErrorCode.EGIT);
      assertThat(child.onExit().get(20, TimeUnit.SECONDS).isAlive()).isFalse();
    } finally {
      child.destroyForcibly();
    }
  }
}
