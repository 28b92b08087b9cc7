package dev.jpm.runtime;

import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;

/** Starts what a {@link ScriptCommand} says: a shell, its program directly, or jpm's own shell. */
public final class ScriptStart {
  private ScriptStart() {}

  /** With streams that the caller reads and writes. */
  public static Process apart(ScriptCommand command) throws IOException {
    return start(command, false);
  }

  /** With the streams of this process. */
  public static Process inheriting(ScriptCommand command) throws IOException {
    return start(command, true);
  }

  /** All processes of a script, the deepest first; from now on an emulated one starts no other. */
  public static List<ProcessHandle> everything(Process script) {
    if (script instanceof EmulatedScript emulated) {
      emulated.stop(EmulatedScript.TERMINATED);
      return emulated.descendants().toList();
    }
    return Stream.concat(script.descendants(), Stream.of(script.toHandle())).toList();
  }

  private static Process start(ScriptCommand command, boolean inherit) throws IOException {
    if (command.isEmulated()) {
      return EmulatedScript.start(command, HostPlatform.ofThisMachine(), inherit);
    }
    ProcessBuilder builder = inherit ? command.builder().inheritIO() : command.builder();
    try {
      return builder.start();
    } catch (IOException e) {
      // What cannot be started without a shell is the shell's to tell of.
      if (!command.isStartedDirectly()) {
        throw e;
      }
      return builder.command(command.commandLine()).start();
    }
  }
}
