package dev.jpm.runtime;

import static dev.jpm.runtime.Samples.context;
import static dev.jpm.runtime.Samples.manifest;
import static org.assertj.core.api.Assertions.assertThat;

import dev.jpm.runtime.ScriptEnvironment.Subject;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;
import org.junit.jupiter.api.io.TempDir;

/** A second Java stands for jpm, as only a whole process can receive signals. */
@Timeout(value = 60, threadMode = ThreadMode.SEPARATE_THREAD)
class SignalRelayTest {
  @TempDir private Path temp;

  /** Runs its first argument as a script in the foreground and ends with the script's code. */
  public static final class Jpm {
    private Jpm() {}

    public static void main(String[] arguments) {
      Path folder = Path.of(arguments[1]);
      Subject subject = Subject.of(folder, manifest("{}"), "start", arguments[0]);
      ScriptContext context = context(folder, Map.of("PATH", "/usr/bin:/bin"));
      ScriptRunner runner = new ScriptRunner(text -> {}, event -> {});
      System.exit(runner.run(ScriptCommand.of(context, subject, List.of(), null)).code());
    }
  }

  private Process start(String script) throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:TieredStopAtLevel=1",
            "-cp",
            System.getProperty("java.class.path"),
            Jpm.class.getName(),
            script,
            temp.toString())
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .start();
  }

  /** What the script says once it was sent the signals, after it has said that it is ready. */
  private static String answerTo(Process jpm, String... signals)
      throws IOException, InterruptedException {
    try (BufferedReader output = jpm.inputReader()) {
      assertThat(output.readLine()).isEqualTo("ready");
      for (String signal : signals) {
        Process kill = new ProcessBuilder("kill", "-" + signal, "" + jpm.pid()).start();
        assertThat(kill.waitFor()).isZero();
      }
      String heard = output.readLine();
      assertThat(jpm.waitFor()).isNotNegative();
      return heard == null ? "" : heard;
    } finally {
      jpm.destroyForcibly();
    }
  }

  /** Whoever starts the tests in the background of a shell makes all below deaf to interrupts. */
  private static boolean interruptsAreIgnoredHere() throws IOException, InterruptedException {
    return new ProcessBuilder("sh", "-c", "kill -INT $$; exit 0").start().waitFor() == 0;
  }

  private static final String SCRIPT =
      "trap 'echo int; exit 3' INT; trap 'echo term; exit 7' TERM; echo ready; "
          + "while true; do sleep 0.05; done";

  @Test
  void aRequestToEndReachesTheScriptAndJpmEndsAsItDoes() throws Exception {
    Process jpm = start(SCRIPT);
    assertThat(answerTo(jpm, "TERM")).isEqualTo("term");
    assertThat(jpm.exitValue()).isEqualTo(7);
  }

  @Test
  void anInterruptReachesTheScriptWhereNoTerminalSentIt() throws Exception {
    Process jpm = start(SCRIPT);
    if (interruptsAreIgnoredHere()) {
      assertThat(answerTo(jpm, "INT", "TERM")).isEqualTo("term");
    } else {
      assertThat(answerTo(jpm, "INT")).isEqualTo("int");
      assertThat(jpm.exitValue()).isEqualTo(3);
    }
  }

  @Test
  void aProgramThatItsShellOnlyWaitsForIsNotLeftAlone() throws Exception {
    String program = temp.resolve("program").toString();
    Files.writeString(Path.of(program), SCRIPT);
    Process jpm = start("sh " + program + "; echo afterwards");
    assertThat(answerTo(jpm, "TERM")).isEqualTo("term");
    assertThat(jpm.exitValue()).isEqualTo(143);
  }

  @Test
  void aScriptThatDiesOfTheSignalTakesJpmWithIt() throws Exception {
    Process jpm = start("echo ready; exec sleep 600");
    assertThat(answerTo(jpm, "TERM")).isEmpty();
    assertThat(jpm.exitValue()).isEqualTo(143);
  }

  @Test
  void aCommandThatNeedsNoShellEndsAsIfItHadOne() throws Exception {
    Path tool = Files.createDirectories(temp.resolve("node_modules/.bin")).resolve("tool");
    Files.writeString(tool, "#!/bin/sh\n" + SCRIPT);
    assertThat(tool.toFile().setExecutable(true)).isTrue();
    Process jpm = start("tool");
    assertThat(answerTo(jpm, "TERM")).isEqualTo("term");
    assertThat(jpm.exitValue()).isEqualTo(143);
  }
}
