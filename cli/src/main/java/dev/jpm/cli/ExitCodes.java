package dev.jpm.cli;

import dev.jpm.model.error.ErrorCode;

/** How the process ends where an error ends a command. */
final class ExitCodes {
  private static final int FAILED = 1;

  /** What is left of -2, the number that systems have for a missing file, as with npm. */
  private static final int MISSING_FILE = 254;

  /** git's own code, which npm hands on. */
  private static final int GIT_FAILED = 128;

  /** Of commands whose 1 says that they found something. */
  private static final int COULD_NOT_LOOK = 2;

  private static final int NOBODY_TO_ASK = 3;
  private static final int UNKNOWN_LOCKFILE = 4;

  private static final String AUDIT = "audit";

  private ExitCodes() {}

  /** The exit code for an error that has no code of its own. */
  static int ofOther(String command) {
    return command.equals(AUDIT) ? COULD_NOT_LOOK : FAILED;
  }

  /** The exit code for {@code code}; {@code command} is empty where none was found. */
  static int of(ErrorCode code, String command) {
    if (!command.equals(AUDIT)) {
      return switch (code) {
        case EGIT -> GIT_FAILED;
        case ENOENT -> MISSING_FILE;
        default -> FAILED;
      };
    }
    return switch (code) {
      case EATTESTATIONSUBJECT, EEXPIREDSIGNATUREKEY, EMISSINGSIGNATUREKEY -> FAILED;
      case ENOAUDIT -> NOBODY_TO_ASK;
      case ELOCKFILEVERSION -> UNKNOWN_LOCKFILE;
      default -> COULD_NOT_LOOK;
    };
  }
}
