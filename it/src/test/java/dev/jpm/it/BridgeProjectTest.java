package dev.jpm.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jpm.bridge.BridgeOptions;
import dev.jpm.bridge.NodeProject;
import dev.jpm.bridge.NodeWorker;
import dev.jpm.bridge.OutputLine;
import dev.jpm.bridge.ScriptRun;
import dev.jpm.bridge.WorkerEndedException;
import dev.jpm.model.error.JpmException;
import dev.jpm.registrymock.MockRegistry;
import dev.jpm.testing.TempProject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Java programs with a project that stays open, without a Node.js that runs anything. */
@Timeout(60)
class BridgeProjectTest {
  private final MockRegistry registry = MockRegistry.start();

  @TempDir private Path temp;

  @AfterEach
  void stop() {
    registry.close();
  }

  private NodeProject open(TempProject project, Path bin) {
    Jpm jpm =
        Jpm.with(temp.resolve("home"), registry)
            .set("PATH", bin + ":/usr/bin:/bin")
            .set("npm_config_runtime", "system")
            .set("npm_config_prefer_online", "true")
            .set("npm_config_fetch_retries", "0");
    return NodeProject.open(project.folder(), new BridgeOptions(jpm.environment(), event -> {}));
  }

  @Test
  void eachInstallAsksTheRegistryAnew() throws Exception {
    TempProject files =
        TempProject.in(temp.resolve("project")).packageJson(p -> p.dependency("x", "^1.0.0"));
    try (NodeProject project = open(files, StandInNode.in(temp.resolve("bin")))) {
      assertThatThrownBy(project::install).isInstanceOf(JpmException.class);

      registry.publish("x", "1.0.0");
      assertThat(project.install().added()).isEqualTo(1);

      registry.publish("x", "1.1.0");
      Files.delete(files.folder().resolve("package-lock.json"));
      files.packageJson(p -> p.dependency("x", "^1.1.0"));
      assertThat(project.install().changed()).isEqualTo(1);
    }
  }

  @Test
  void whatAScriptLeavesBehindEndsWithIt() throws Exception {
    TempProject files =
        TempProject.in(temp.resolve("project"))
            .packageJson(p -> p.script("serve", "sleep 1000 & echo $!"));
    BlockingQueue<OutputLine> printed = new LinkedBlockingQueue<>();
    Optional<ProcessHandle> myself = Optional.of(ProcessHandle.current());
    try (NodeProject project = open(files, StandInNode.in(temp.resolve("bin")))) {
      ScriptRun cancelled = project.run("serve", List.of(), printed::add);
      ProcessHandle first = told(printed);
      while (first.parent().flatMap(ProcessHandle::parent).equals(myself)) {
        Thread.onSpinWait();
      }
      cancelled.cancel();
      assertThat(first.onExit().get(20, TimeUnit.SECONDS).isAlive()).isFalse();
      assertThat(cancelled.exit().get(20, TimeUnit.SECONDS)).isZero();

      ScriptRun closed = project.run("serve", List.of(), printed::add);
      ProcessHandle second = told(printed);
      closed.close();
      assertThat(second.isAlive()).isFalse();
    }
  }

  private static ProcessHandle told(BlockingQueue<OutputLine> printed) throws Exception {
    OutputLine line = printed.poll(20, TimeUnit.SECONDS);
    return ProcessHandle.of(Long.parseLong(line == null ? "" : line.text())).orElseThrow();
  }

  /** An answer whose error has more causes than a stack can hold. */
  @Test
  void aWorkerWhoseAnswerCannotBeReadHasEnded() throws Exception {
    Path bin = StandInNode.in(temp.resolve("bin"));
    Path node =
        Files.writeString(
            bin.resolve("node"),
            """
            #!/bin/bash
            case "$1" in
              --version|-v) echo v26.10.0; exit ;;
              -p) echo '{"version":"v26.10.0","platform":"linux","arch":"x64"}'; exit ;;
            esac
            told() { sed -E "s/.*\\"$1\\":\\"?([^\\",}]*).*/\\1/" <<< "$JPM_BRIDGE"; }
            exec 3<>"/dev/tcp/$(told host)/$(told port)"
            printf '%s{"id":0}\\n' "$(told secret)" >&3
            read -r call <&3
            causes=$(printf '{"cause":%.0s' {1..90000})
            printf '{"id":1,"error":%s{}%s}\\n' "$causes" "$(printf '}%.0s' {1..90000})" >&3
            cat <&3
            """);
    Files.setPosixFilePermissions(node, PosixFilePermissions.fromString("rwxr-xr-x"));
    TempProject files = TempProject.in(temp.resolve("project")).packageJson(p -> {});
    CompletableFuture<Throwable> told = new CompletableFuture<>();
    Thread.UncaughtExceptionHandler usual = Thread.getDefaultUncaughtExceptionHandler();
    Thread.setDefaultUncaughtExceptionHandler((thread, thrown) -> told.complete(thrown));
    try (NodeProject project = open(files, bin);
        NodeWorker worker = project.worker("calls.js")) {
      CompletableFuture<JsonNode> call = worker.call("x");

      assertThat(call)
          .failsWithin(20, TimeUnit.SECONDS)
          .withThrowableThat()
          .withCauseInstanceOf(WorkerEndedException.class);
      assertThat(worker.inFlight()).isZero();
      assertThat(told.get(20, TimeUnit.SECONDS)).isInstanceOf(StackOverflowError.class);
    } finally {
      Thread.setDefaultUncaughtExceptionHandler(usual);
    }
  }
}
