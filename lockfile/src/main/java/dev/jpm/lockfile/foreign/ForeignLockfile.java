package dev.jpm.lockfile.foreign;

import dev.jpm.model.error.ErrorCode;
import dev.jpm.model.error.JpmException;
import java.util.OptionalInt;

/** The lockfiles that jpm can read besides npm's own, by the names that they always have. */
public enum ForeignLockfile {
  /** Yarn 1's own format, or the YAML of Yarn 2 and later. */
  YARN("yarn.lock"),
  PNPM("pnpm-lock.yaml"),
  BUN("bun.lock");

  private final String fileName;

  ForeignLockfile(String fileName) {
    this.fileName = fileName;
  }

  public String fileName() {
    return fileName;
  }

  /**
   * Reads one.
   *
   * @param path for messages
   * @throws JpmException EBADLOCKFILE with the line where there is one
   */
  public ForeignLock read(String text, String path) {
    String plain = text.startsWith("\ufeff") ? text.substring(1) : text;
    return switch (this) {
      case YARN -> yarn(plain, path);
      case PNPM -> PnpmLock.read(plain, path);
      case BUN -> BunLock.read(plain, path);
    };
  }

  /** Whether the text of a yarn.lock is Yarn 1's, which is the one that npm reads on install. */
  public static boolean isYarnClassic(String text) {
    return !text.contains("\n__metadata:");
  }

  private static ForeignLock yarn(String text, String path) {
    return isYarnClassic(text) ? YarnClassicLock.read(text, path) : YarnBerryLock.read(text, path);
  }

  static JpmException bad(String path, OptionalInt line, String why) {
    String where = line.isPresent() ? ", line " + line.getAsInt() : "";
    return JpmException.of(ErrorCode.EBADLOCKFILE, "Invalid " + path + where + ": " + why);
  }
}
