package dev.jpm.pack;

import dev.jpm.model.glob.Braces;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One line of an ignore file as npm reads it. A pattern of one segment is compared with the last
 * segment of a path, others with the whole path.
 *
 * @param includes whether the line begins with {@code !}: it takes back in what it fits
 * @param patterns what it fits, by segments, without braces; {@code **} is null
 */
record IgnoreRule(boolean includes, List<List<@Nullable Segment>> patterns) {

  /** A segment with the length of its text, which decides what counts as relative. */
  record Segment(Pattern regex, String text) {
    boolean matches(String name) {
      return text.isEmpty() ? name.isEmpty() : regex.matcher(name).matches();
    }
  }

  /** The rules of an ignore file's text; empty lines and comments are none. */
  static List<IgnoreRule> read(String text) {
    List<IgnoreRule> rules = new ArrayList<>();
    for (String line : text.split("\r?\n", -1)) {
      String rule = line.strip();
      if (!rule.isEmpty() && !rule.startsWith("#")) {
        rules.add(of(rule));
      }
    }
    return rules;
  }

  static IgnoreRule of(String line) {
    int marks = 0;
    while (marks < line.length() && line.charAt(marks) == '!') {
      marks++;
    }
    List<List<@Nullable Segment>> patterns = new ArrayList<>();
    for (String plain : Braces.expand(line.substring(marks))) {
      patterns.add(segments(plain));
    }
    return new IgnoreRule(marks % 2 == 1, patterns);
  }

  private static List<@Nullable Segment> segments(String pattern) {
    List<String> parts = new ArrayList<>();
    for (String part : pattern.split("/+", -1)) {
      String before = parts.isEmpty() ? "" : parts.getLast();
      if (part.equals("**") && before.equals("**")) {
        continue;
      }
      if (part.equals("..") && !List.of("", ".", "..", "**").contains(before)) {
        parts.removeLast();
      } else {
        parts.add(part);
      }
    }
    List<@Nullable Segment> segments = new ArrayList<>();
    for (String part : parts.isEmpty() ? List.of("") : parts) {
      segments.add(part.equals("**") ? null : new Segment(SegmentPattern.of(part), part));
    }
    return segments;
  }

  /** Whether one of its patterns is a lone segment, with or without a slash behind it. */
  boolean isRelative() {
    return patterns.stream()
        .anyMatch(pattern -> {
          Segment last = pattern.getLast();
          return pattern.size() <= (last == null || !last.text().isEmpty() ? 1 : 2);
        });
  }

  boolean matches(String path) {
    return matches(path, false);
  }

  /**
   * Whether {@code path} fits.
   *
   * @param partial whether it is enough that something below it could fit
   */
  boolean matches(String path, boolean partial) {
    if (partial && path.equals("/")) {
      return true;
    }
    List<String> names = Arrays.asList(path.split("/+", -1));
    for (List<@Nullable Segment> pattern : patterns) {
      List<String> file = pattern.size() == 1 ? List.of(baseName(names)) : names;
      if (new PathMatch(file, pattern, partial).isMatch()) {
        return true;
      }
    }
    return false;
  }

  private static String baseName(List<String> names) {
    for (int i = names.size() - 1; i >= 0; i--) {
      if (!names.get(i).isEmpty()) {
        return names.get(i);
      }
    }
    return "";
  }
}
