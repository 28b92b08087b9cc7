package dev.jpm.bridge;

/** A call that nobody answers any more: the worker has ended, or was closed. */
public final class WorkerEndedException extends RuntimeException {
  private final int exitCode;

  WorkerEndedException(String message, int exitCode) {
    super(message);
    this.exitCode = exitCode;
  }

  /** The worker's exit code, 128 and the signal's number after a signal; -1 for one closed here. */
  public int exitCode() {
    return exitCode;
  }
}
