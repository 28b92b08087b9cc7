package dev.jpm.cli.audit;

import dev.jpm.cli.Invocation;
import dev.jpm.fs.FileErrors;
import dev.jpm.model.error.ErrorCode;
import dev.jpm.model.error.JpmException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What is too big to be looked at: nobody needs it, and a gate is not to be kept busy with it. */
final class LockfileLimit {
  /** Lockfiles of the largest monorepos have some ten megabytes. */
  private static final int MOST_MEGABYTES = 100;

  /** How much memory an entry takes for each byte that it has in the file, by format. */
  private static final int IN_JSON = 8;

  private static final int IN_OTHERS = 16;

  private LockfileLimit() {}

  /**
   * Throws EBADLOCKFILE where {@code file} is bigger than any lockfile, or than what there is
   * memory for: to find that out by reading takes a minute.
   */
  static void check(Invocation call, Path file) {
    String shown = AuditPolicy.shown(call, file);
    try {
      long size = Files.size(file);
      if (size >> 20 >= MOST_MEGABYTES) {
        throw JpmException.of(
            ErrorCode.EBADLOCKFILE,
            "%s has %d MB, and no lockfile of %d MB or more is looked at"
                .formatted(shown, size >> 20, MOST_MEGABYTES));
      }
      boolean json = shown.endsWith(".json") || shown.endsWith("bun.lock");
      if (size * (json ? IN_JSON : IN_OTHERS) > Runtime.getRuntime().maxMemory()) {
        throw outOfMemory(shown);
      }
    } catch (IOException e) {
      throw FileErrors.of(e, "read", file);
    }
  }

  /** The error where {@code what} needs more memory than there is. */
  static JpmException outOfMemory(String what) {
    long megabytes = Runtime.getRuntime().maxMemory() >> 20;
    return JpmException.of(
            ErrorCode.EBADLOCKFILE,
            "%s holds too much for the %d MB of memory that jpm may use".formatted(what, megabytes))
        .withHint("If the lockfile is right, give it more: JAVA_TOOL_OPTIONS=-Xmx8g");
  }
}
