package dev.jpm.runtime;

import dev.jpm.model.json.JsonText;
import java.lang.System.Logger.Level;

/**
 * Loads what the start of every script needs, beside whatever else there is to do before: a part of
 * the time of a short script goes into what Java does for the first time.
 */
public final class ScriptWarmUp {
  private ScriptWarmUp() {}

  /** Comes back at once. */
  public static void begin() {
    Thread.ofPlatform().daemon().name("warm-up").start(ScriptWarmUp::run);
  }

  private static void run() {
    JsonText.parseObject("{\"name\": [\"\"]}", "");
    // The environment of this process, which scripts inherit.
    new ProcessBuilder().environment();
    ProcessHandle.of(ProcessHandle.current().pid());
    try {
      // What starts processes; nothing else can load it without starting one.
      Class.forName("java.lang.ProcessImpl");
    } catch (ClassNotFoundException e) {
      // Then a script loads it when it starts.
    }
    // Java looks for a logger for the processes it starts; outside the image it opens every jar.
    System.getLogger("java.lang.ProcessBuilder").isLoggable(Level.DEBUG);
  }
}
