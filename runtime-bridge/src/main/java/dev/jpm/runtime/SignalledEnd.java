package dev.jpm.runtime;

/**
 * The end of jpm itself where a signal has ended its script. Shells go on after a command that only
 * answers 130, but stop where it has died of the interrupt.
 */
public final class SignalledEnd {
  /** Exit codes of what a signal has ended are above. */
  private static final int HIGHEST_OWN = 128;

  private SignalledEnd() {}

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
