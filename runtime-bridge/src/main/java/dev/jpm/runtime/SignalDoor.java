package dev.jpm.runtime;

import java.io.IOException;
import java.util.function.Consumer;

/**
 * Signals that this process gets. In a Java without the module jdk.unsupported nothing is relayed
 * and jpm dies at once, as every Java program does.
 */
final class SignalDoor {
  private static final boolean OPEN = ModuleLayer.boot().findModule("jdk.unsupported").isPresent();

  private SignalDoor() {}

  /** From now on signals are told to {@code heard}, and nothing else comes of them. */
  static void replaceHandlers(Consumer<String> heard) {
    if (OPEN) {
      SunSignals.replaceHandlers(heard);
    }
  }

  static void restoreHandlers() {
    if (OPEN) {
      SunSignals.restoreHandlers();
    }
  }

  /**
   * Ends this process by a signal; comes back only where that cannot be. Java itself raises no
   * signal that it does not handle.
   */
  static void dieOf(String name) {
    if (!OPEN) {
      return;
    }
    try {
      SunSignals.restoreSystems(name);
      String pid = Long.toString(ProcessHandle.current().pid());
      new ProcessBuilder("kill", "-" + name, pid).start().waitFor();
    } catch (IOException | InterruptedException e) {
      // The exit code has to do.
    }
  }
}
