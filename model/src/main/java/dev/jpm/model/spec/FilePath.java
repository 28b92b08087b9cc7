package dev.jpm.model.spec;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.regex.Pattern;

/** The path in a {@code file:} spec or in a plain path, and its text in package.json. */
final class FilePath {
  private static final Pattern TARBALL =
      Pattern.compile("[.](?:tgz|tar\\.gz|tar)$", Pattern.CASE_INSENSITIVE);
  private static final Pattern START = Pattern.compile("^(?:[.]|~/|/|[a-zA-Z]:)");
  private static final Pattern SLASHES_BEFORE_DOTS = Pattern.compile("^/{1,3}(?=\\.\\.?(?:/|$))");

  private FilePath() {}

  /** Whether a spec's text starts as paths do, or with {@code file:}. */
  static boolean isFile(String spec) {
    return spec.regionMatches(true, 0, "file:", 0, 5) || START.matcher(spec).find();
  }

  static boolean isTarball(String spec) {
    int dot = spec.lastIndexOf(".t");
    int upper = spec.lastIndexOf(".T");
    return (dot >= 0 || upper >= 0) && TARBALL.matcher(spec).find();
  }

  /** The normalised path that a spec's text names. */
  static String of(String spec) {
    String path = spec.startsWith("file:") ? spec.substring(5) : spec;
    // npm takes file://x for file:/x and file:/../x for file:../x, against the letter of the RFC.
    path = SLASHES_BEFORE_DOTS.matcher(path).replaceFirst("");
    if (path.startsWith("/~/") || path.equals("/~")) {
      path = path.substring(1);
    }
    return normalized(path);
  }

  static String saveSpec(String path) {
    return path.equals(".") ? "file:" : "file:" + path.replace('\\', '/');
  }

  /** Without empty and {@code .} segments, {@code ..} taken up where something precedes it. */
  static String normalized(String path) {
    boolean absolute = path.startsWith("/");
    Deque<String> segments = new ArrayDeque<>();
    for (String segment : path.split("/+", -1)) {
      if (segment.isEmpty() || segment.equals(".")) {
        continue;
      }
      boolean up = segment.equals("..");
      if (up && !segments.isEmpty() && !segments.getLast().equals("..")) {
        segments.removeLast();
      } else if (!up || !absolute) {
        segments.addLast(segment);
      }
    }
    String joined = String.join("/", segments);
    if (absolute) {
      return "/" + joined;
    }
    return joined.isEmpty() ? "." : joined;
  }
}
