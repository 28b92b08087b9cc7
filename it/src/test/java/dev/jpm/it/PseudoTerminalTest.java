package dev.jpm.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jpm.testing.SpawnedCommand;
import dev.jpm.testing.TempProject;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Scripts in a terminal, which {@code script} of util-linux makes. What is expected is what npm 11
 * was seen to do there; where jpm does more, the test says so.
 */
@Timeout(120)
class PseudoTerminalTest {
  private static final String INTERRUPT = "\u0003";

  @TempDir private Path temp;

  @Test
  void interruptsRequestsToEndAndClosedPipesAreWhatTheyAreUnderNpm() throws Exception {
    Path bin = StandInNode.in(temp.resolve("bin"));
    TempProject project = TempProject.in(temp.resolve("project"));
    Jpm jpm =
        Jpm.withDefaults(temp.resolve("home"))
            .set("PATH", bin + ":/usr/bin:/bin")
            .set("TERM", "dumb")
            .set("npm_config_runtime", "system");
    String loop = "while true; do sleep 0.05; done";
    project
        .packageJson(p ->
            p.script("stubborn", "sh stubborn.sh")
                .script("plain", "[ -t 0 ] && [ -t 1 ] && echo plain ready; " + loop)
                .script("ended", "trap 'echo heard; exit 7' TERM; kill -TERM $PPID; " + loop)
                .script("orphan", "JPM=$PPID sh orphan.sh; echo not reached")
                .script("many", "while echo line; do :; done")
                .script("idle", loop))
        .file(
            "stubborn.sh",
            "trap 'n=x$n; echo \"heard $n\"; [ $n = xx ] && exit 3' INT; echo stubborn ready; "
                + loop)
        .file("orphan.sh", "trap 'echo told; exit 7' TERM; kill -TERM $JPM; " + loop)
        .file("session.sh", session(Jpm.shellWords()));

    try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        SpawnedCommand terminal =
            SpawnedCommand.startTyping(
                project.folder(),
                jpm.set("npm_config_registry", "http://127.0.0.1:" + silent.getLocalPort() + "/")
                    .environment(),
                // Who was started in the background ignores interrupts, and a shell cannot trap
                // those.
                List.of(
                    "env",
                    "--default-signal=INT",
                    "script",
                    "--quiet",
                    "--flush",
                    "-c",
                    "bash session.sh",
                    "/dev/null"))) {
      terminal.awaitOutput("stubborn ready");
      terminal.type(INTERRUPT);
      terminal.awaitOutput("heard x\\r");
      terminal.type(INTERRUPT);
      terminal.awaitOutput("plain ready");
      terminal.type(INTERRUPT);
      terminal.awaitOutput("side by side: \\d+");
      silent.accept();
      terminal.type(INTERRUPT);
      terminal.awaitOutput("view: \\d+");
      assertThat(
              terminal
                  .await()
                  .stdout()
                  .lines()
                  .map(line -> line.replace("^C", ""))
                  // Bash tells of programs that died of a request to end, in words of its own.
                  .filter(line -> !line.contains("Terminated")))
          .containsExactly(
              "stubborn ready",
              "heard x",
              "heard xx",
              "stubborn: 130",
              "plain ready",
              "plain: 130",
              "heard",
              "ended: 7",
              // npm leaves such a program alone, and it runs on.
              "told",
              "orphan: 143",
              "line",
              // npm ends with 1, as Node.js cannot die of this signal.
              "many: 141",
              "many: line",
              "side by side: 141",
              "view: 130");
    }
  }

  /** Bash goes on after a command that was interrupted only where it has a trap itself. */
  private static String session(String jpm) {
    return """
    jpm() { %s "$@"; }
    trap : INT
    jpm run -s stubborn
    echo "stubborn: $?"
    bash -c "$(declare -f jpm); jpm run -s plain; echo not reached"
    echo "plain: $?"
    jpm run -s ended
    echo "ended: $?"
    jpm run -s orphan
    echo "orphan: $?"
    jpm run -s many | head -n 1
    echo "many: ${PIPESTATUS[0]}"
    jpm run -s -p idle many | head -n 1
    echo "side by side: ${PIPESTATUS[0]}"
    bash -c "$(declare -f jpm); jpm view lodash; echo not reached"
    echo "view: $?"
    """
        .formatted(jpm);
  }
}
