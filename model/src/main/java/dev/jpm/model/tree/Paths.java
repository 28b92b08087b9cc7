package dev.jpm.model.tree;

import java.util.ArrayList;
import java.util.List;

/**
 * Arithmetic on paths that are relative to the project root, with {@code /} between segments;
 * {@code ""} is the root. Where such a path cannot be told (another drive), it stays absolute.
 */
public final class Paths {
  private Paths() {}

  /**
   * {@code path} as seen from {@code base}; both relative to the root, or {@code path} absolute.
   */
  public static String resolve(String base, String path, String projectPath) {
    String slashed = path.replace('\\', '/');
    if (isAbsolute(slashed)) {
      return relative(normalize(projectPath), normalize(slashed));
    }
    if (isAbsolute(base)) {
      return normalize(base + "/" + slashed);
    }
    return normalize(base.isEmpty() ? slashed : base + "/" + slashed);
  }

  public static boolean isAbsolute(String path) {
    return path.startsWith("/")
        || path.startsWith("~")
        || (path.length() > 2 && path.charAt(1) == ':' && Character.isLetter(path.charAt(0)));
  }

  /** The way from one absolute path to another. */
  private static String relative(String from, String to) {
    List<String> source = segments(from);
    List<String> goal = segments(to);
    int common = 0;
    while (common < source.size()
        && common < goal.size()
        && source.get(common).equals(goal.get(common))) {
      common++;
    }
    if (common == 0 && !from.startsWith("/")) {
      return to;
    }
    List<String> way = new ArrayList<>();
    for (int i = common; i < source.size(); i++) {
      way.add("..");
    }
    way.addAll(goal.subList(common, goal.size()));
    return String.join("/", way);
  }

  /**
   * The way from one place to another, both relative to the root.
   *
   * @return {@code ""} where they are the same
   */
  public static String between(String from, String to) {
    List<String> source = segments(from);
    List<String> goal = segments(to);
    int common = 0;
    while (common < source.size()
        && common < goal.size()
        && source.get(common).equals(goal.get(common))) {
      common++;
    }
    List<String> way = new ArrayList<>();
    for (int i = common; i < source.size(); i++) {
      way.add("..");
    }
    way.addAll(goal.subList(common, goal.size()));
    return String.join("/", way);
  }

  /** Without {@code .}, {@code ..} where it can be worked out, and double or trailing slashes. */
  public static String normalize(String path) {
    boolean rooted = path.startsWith("/");
    List<String> kept = new ArrayList<>();
    for (String segment : path.split("/", -1)) {
      if (segment.isEmpty() || segment.equals(".")) {
        continue;
      }
      if (segment.equals("..") && !kept.isEmpty() && !kept.getLast().equals("..")) {
        kept.removeLast();
      } else if (!(segment.equals("..") && rooted)) {
        kept.add(segment);
      }
    }
    return (rooted ? "/" : "") + String.join("/", kept);
  }

  /** The folder that {@code path} is in. */
  public static String parent(String path) {
    if (path.isEmpty() || path.equals("..") || path.endsWith("/..")) {
      return path.isEmpty() ? ".." : path + "/..";
    }
    int slash = path.lastIndexOf('/');
    return slash < 0 ? "" : path.substring(0, slash);
  }

  /** Whether {@code path} lies in the folder {@code above}, at any depth. */
  public static boolean isBelow(String path, String above) {
    if (above.isEmpty()) {
      return !path.isEmpty() && !path.startsWith("..") && !isAbsolute(path);
    }
    return path.length() > above.length()
        && path.charAt(above.length()) == '/'
        && path.startsWith(above);
  }

  private static List<String> segments(String path) {
    List<String> all = new ArrayList<>();
    for (String segment : path.split("/", -1)) {
      if (!segment.isEmpty()) {
        all.add(segment);
      }
    }
    return all;
  }
}
