package dev.jpm.resolver;

import java.util.List;
import java.util.regex.Pattern;

/** Patterns of package names: {@code *} and {@code ?} stop at a slash, {@code **} does not. */
final class Globs {
  private Globs() {}

  static boolean matchesAny(List<String> patterns, String name) {
    for (String pattern : patterns) {
      if (pattern.equals(name) || Pattern.matches(regex(pattern), name)) {
        return true;
      }
    }
    return false;
  }

  private static String regex(String glob) {
    StringBuilder out = new StringBuilder();
    for (int i = 0; i < glob.length(); i++) {
      char c = glob.charAt(i);
      if (c == '*') {
        boolean two = i + 1 < glob.length() && glob.charAt(i + 1) == '*';
        out.append(two ? ".*" : "[^/]*");
        i += two ? 1 : 0;
      } else if (c == '?') {
        out.append("[^/]");
      } else {
        out.append(Pattern.quote(String.valueOf(c)));
      }
    }
    return out.toString();
  }
}
