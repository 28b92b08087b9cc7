package dev.jpm.model.glob;

import java.util.List;
import java.util.regex.Pattern;

/**
 * A path pattern as npm reads them in {@code workspaces}: {@code *}, {@code ?}, {@code [a-z]}
 * within a segment, {@code **} across segments, {@code {a,b}} alternatives. Names that begin with a
 * dot match only a pattern that writes the dot.
 */
public final class Glob {
  private final Pattern regex;

  private Glob(Pattern regex) {
    this.regex = regex;
  }

  /** Reads a pattern. */
  public static Glob of(String pattern) {
    List<String> alternatives = Braces.expand(pattern).stream().map(Glob::regexOf).toList();
    return new Glob(Pattern.compile(String.join("|", alternatives)));
  }

  /** Whether a path with {@code /} between segments, relative, without a trailing slash, fits. */
  public boolean matches(String path) {
    return regex.matcher(path).matches();
  }

  /** Whether a segment stands for more than itself. */
  public static boolean isMagic(String segment) {
    return segment.chars().anyMatch(c -> c == '*' || c == '?' || c == '[');
  }

  private static String regexOf(String pattern) {
    StringBuilder regex = new StringBuilder();
    String[] segments = pattern.split("/", -1);
    for (int i = 0; i < segments.length; i++) {
      boolean last = i == segments.length - 1;
      if (segments[i].equals("**")) {
        regex.append(last ? "(?:(?!\\.)[^/]+(?:/(?!\\.)[^/]+)*)?" : "(?:(?!\\.)[^/]+/)*");
      } else {
        appendSegment(regex, segments[i]);
        if (!last) {
          regex.append('/');
        }
      }
    }
    return regex.toString();
  }

  private static void appendSegment(StringBuilder regex, String segment) {
    if (!segment.startsWith(".") && isMagic(segment)) {
      regex.append("(?!\\.)");
    }
    for (int i = 0; i < segment.length(); i++) {
      char c = segment.charAt(i);
      int close = c == '[' ? segment.indexOf(']', i + 2) : -1;
      if (c == '*') {
        regex.append(segment.length() == 1 ? "[^/]+" : "[^/]*");
      } else if (c == '?') {
        regex.append("[^/]");
      } else if (close > 0) {
        regex.append(segment, i, close + 1);
        i = close;
      } else {
        regex.append(Pattern.quote(String.valueOf(c)));
      }
    }
  }
}
