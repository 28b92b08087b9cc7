package dev.jpm.runtime;

/**
 * The end of jpm itself by a signal. Shells go on after a command that only answers 130, but stop
 * where it has died of the interrupt.
 */
public final class SignalledEnd {
  /** Exit codes of what a signal has ended are above. */
  private static final int HIGHEST_OWN = 128;

  /** As Java calls the thread in which it hears of an interrupt. */
  private static final String INTERRUPTED = "SIGINT handler";

  private static final Thread END = Thread.ofPlatform().unstarted(SignalledEnd::dieIfInterrupted);

  private SignalledEnd() {}

  /** From now on an interrupt while no script runs ends jpm as it ends a program without Java. */
  public static void prepare() {
    Runtime.getRuntime().addShutdownHook(END);
  }

  /** For what ends in its own time when it is interrupted. */
  public static void leaveToOthers() {
    Runtime.getRuntime().removeShutdownHook(END);
  }

  /** Java runs this after other signals too; theirs have only their exit codes. */
  private static void dieIfInterrupted() {
    if (Thread.getAllStackTraces().keySet().stream()
        .map(Thread::getName)
        .anyMatch(INTERRUPTED::equals)) {
      SignalDoor.dieOf("INT");
    }
  }

  /**
   * Dies of the signal that was handed on to a script, if the script's exit code tells of it; else
   * comes back.
   */
  public static void of(int exitCode) {
    if (exitCode > HIGHEST_OWN) {
      SignalRelay.toldBy(exitCode).ifPresent(SignalDoor::dieOf);
    }
  }
}
