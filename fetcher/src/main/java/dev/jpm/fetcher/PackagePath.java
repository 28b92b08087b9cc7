package dev.jpm.fetcher;

import org.jspecify.annotations.Nullable;

/** Where in a package an entry of its tarball belongs: npm's rules, as pure text. */
final class PackagePath {
  private static final int MAX_DEPTH = 1024;

  private PackagePath() {}

  /**
   * The path in the package: without the first component whatever it is called, without roots, dots
   * and doubled slashes. Null for what is to be left out: nothing remains, or it climbs with {@code
   * ..}, also between backslashes, which are folders on some systems.
   */
  static @Nullable String of(String entryPath) {
    int slash = entryPath.indexOf('/');
    if (slash < 0) {
      return null;
    }
    String path = withoutRoots(entryPath.substring(slash + 1));
    if (isPlain(path)) {
      return path;
    }
    StringBuilder clean = new StringBuilder(path.length());
    int depth = 0;
    for (String part : path.split("/", -1)) {
      if (climbs(part) || depth == MAX_DEPTH) {
        return null;
      }
      if (!part.isEmpty() && !part.equals(".")) {
        clean.append(clean.isEmpty() ? "" : "/").append(part);
        depth++;
      }
    }
    return clean.isEmpty() ? null : clean.toString();
  }

  /** The usual case: no dots at the start of a component, no empty one, no backslash. */
  private static boolean isPlain(String path) {
    if (path.isEmpty() || path.length() > MAX_DEPTH) {
      return false;
    }
    char before = '/';
    for (int i = 0; i < path.length(); i++) {
      char c = path.charAt(i);
      if (c == '\\' || (before == '/' && (c == '/' || c == '.'))) {
        return false;
      }
      before = c;
    }
    return before != '/';
  }

  private static boolean climbs(String part) {
    if (part.indexOf('\\') < 0) {
      return part.equals("..");
    }
    for (String piece : part.split("\\\\", -1)) {
      if (piece.equals("..")) {
        return true;
      }
    }
    return false;
  }

  /** Slashes and drive letters at the front, as often as there are any. */
  private static String withoutRoots(String path) {
    int at = 0;
    while (at < path.length()) {
      char c = path.charAt(at);
      if (c == '/' || c == '\\') {
        at++;
      } else if (at + 1 < path.length() && path.charAt(at + 1) == ':' && isLetter(c)) {
        at += 2;
      } else {
        break;
      }
    }
    return path.substring(at);
  }

  private static boolean isLetter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
  }
}
