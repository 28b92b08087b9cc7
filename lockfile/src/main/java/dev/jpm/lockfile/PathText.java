package dev.jpm.lockfile;

import java.util.ArrayDeque;
import java.util.Deque;

/** Relative paths with forward slashes, worked on as texts. */
final class PathText {
  private PathText() {}

  /** Without empty, {@code .} and taken-back segments; the empty text for the folder itself. */
  static String normalized(String path) {
    Deque<String> segments = new ArrayDeque<>();
    for (String segment : path.replace('\\', '/').split("/", -1)) {
      if (segment.isEmpty() || segment.equals(".")) {
        continue;
      }
      if (segment.equals("..") && !segments.isEmpty() && !segments.getLast().equals("..")) {
        segments.removeLast();
      } else {
        segments.addLast(segment);
      }
    }
    return (path.startsWith("/") ? "/" : "") + String.join("/", segments);
  }

  /** The way from the folder {@code from} to {@code to}, both relative to the same folder. */
  static String relative(String from, String to) {
    String[] source = from.isEmpty() ? new String[0] : from.split("/", -1);
    String[] target = to.isEmpty() ? new String[0] : to.split("/", -1);
    int shared = 0;
    while (shared < source.length
        && shared < target.length
        && source[shared].equals(target[shared])) {
      shared++;
    }
    StringBuilder out = new StringBuilder();
    for (int i = shared; i < source.length; i++) {
      out.append(out.isEmpty() ? "" : "/").append("..");
    }
    for (int i = shared; i < target.length; i++) {
      out.append(out.isEmpty() ? "" : "/").append(target[i]);
    }
    return out.toString();
  }

  /** {@code path} as seen from {@code folder}, as a path relative to where both start. */
  static String resolved(String folder, String path) {
    return path.startsWith("/") ? normalized(path) : normalized(folder + "/" + path);
  }
}
