package dev.jpm.runtime;

/** Ends a command because a script failed; jpm's exit code is then the script's. */
public final class ScriptFailedException extends RuntimeException {
  // Nobody serializes it.
  private final transient ScriptFailure failure;

  public ScriptFailedException(ScriptFailure failure) {
    super("command failed");
    this.failure = failure;
  }

  public ScriptFailure failure() {
    return failure;
  }
}
