package dev.jpm.fs;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Joins names from outside to a folder so that nothing can lie outside of it. */
public final class SafePath {
  private static final Set<String> WINDOWS_DEVICES =
      Set.of(
          "con", "prn", "aux", "nul", "com0", "com1", "com2", "com3", "com4", "com5", "com6",
          "com7", "com8", "com9", "lpt0", "lpt1", "lpt2", "lpt3", "lpt4", "lpt5", "lpt6", "lpt7",
          "lpt8", "lpt9");

  private SafePath() {}

  /**
   * {@code relative} (with {@code /} between its names) under {@code base}, or empty where it is
   * absolute, climbs with {@code ..}, names nothing, or holds what the file system takes for
   * something else than a name. Purely lexical: links on the disk are not looked at.
   */
  public static Optional<Path> join(Path base, String relative) {
    boolean windows = base.getFileSystem().getSeparator().equals("\\");
    if (!isSafe(relative, windows)) {
      return Optional.empty();
    }
    try {
      return Optional.of(base.resolve(relative));
    } catch (InvalidPathException e) {
      return Optional.empty();
    }
  }

  /** Whether {@code relative} stays inside of any folder it is joined to. */
  static boolean isSafe(String relative, boolean windows) {
    int length = relative.length();
    if (length == 0 || relative.charAt(0) == '/' || relative.indexOf('\0') >= 0) {
      return false;
    }
    if (windows && (relative.indexOf('\\') >= 0 || relative.indexOf(':') >= 0)) {
      return false;
    }
    int start = 0;
    while (start <= length) {
      int slash = relative.indexOf('/', start);
      int end = slash < 0 ? length : slash;
      if (!isSafeName(relative, start, end, windows)) {
        return false;
      }
      start = end + 1;
    }
    return true;
  }

  private static boolean isSafeName(String text, int start, int end, boolean windows) {
    int length = end - start;
    if (length == 0
        || (length == 1 && text.charAt(start) == '.')
        || (length == 2 && text.startsWith("..", start))) {
      return false;
    }
    return !windows || isWindowsName(text.substring(start, end));
  }

  private static boolean isWindowsName(String name) {
    char last = name.charAt(name.length() - 1);
    if (last == '.' || last == ' ') {
      return false;
    }
    int dot = name.indexOf('.');
    String stem = (dot < 0 ? name : name.substring(0, dot)).stripTrailing();
    return !WINDOWS_DEVICES.contains(stem.toLowerCase(Locale.ROOT));
  }
}
