package dev.jpm.runtime.task;

import java.time.Duration;

/**
 * What came of a task.
 *
 * @param code the exit code; 0 where it was not run
 */
public record TaskResult(Task task, Outcome outcome, int code, Duration took) {

  /** The ways in which a task can end. */
  public enum Outcome {
    DONE,
    /** What it would do was there from before and was put in place. */
    RESTORED,
    FAILED,
    /** It was asked to end because another one had failed or the call was to end. */
    STOPPED,
    NOT_RUN
  }

  public boolean isFailure() {
    return outcome == Outcome.FAILED;
  }
}
