package dev.jpm.testing;

/**
 * How a command ended and what it said.
 *
 * @param exitCode as the shell would see it
 * @param stdout all of standard output
 * @param stderr all of standard error
 */
public record CommandResult(int exitCode, String stdout, String stderr) {

  /** All three in one text, as golden files keep it. */
  public String transcript() {
    return "exit " + exitCode + "\n--- stdout\n" + stdout + "--- stderr\n" + stderr;
  }

  /** This result where the command succeeded. */
  public CommandResult succeeded() {
    if (exitCode != 0) {
      throw new AssertionError("the command failed\n" + transcript());
    }
    return this;
  }

  /** This result where the command failed with that exit code. */
  public CommandResult failed(int expectedCode) {
    if (exitCode != expectedCode) {
      throw new AssertionError("expected exit " + expectedCode + "\n" + transcript());
    }
    return this;
  }
}
