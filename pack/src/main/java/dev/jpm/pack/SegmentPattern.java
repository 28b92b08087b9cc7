package dev.jpm.pack;

import java.util.regex.Pattern;

/**
 * One segment of a pattern as a regular expression: {@code *}, {@code ?}, {@code [a-z]}, and the
 * groups {@code @(a|b) ?(a) *(a) +(a) !(a)}. Case does not count, leading dots are like others.
 */
final class SegmentPattern {
  private static final String MANY = "[^/]*?";

  private final String glob;
  private int at;

  private SegmentPattern(String glob) {
    this.glob = glob;
  }

  static Pattern of(String glob) {
    String regex = glob.matches("\\*+") ? "[^/]+?" : new SegmentPattern(glob).rest("");
    return Pattern.compile(regex, Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE | Pattern.DOTALL);
  }

  /** The regular expression of what is left, up to one of {@code ends}, which is not taken. */
  private String rest(String ends) {
    StringBuilder regex = new StringBuilder();
    while (at < glob.length() && ends.indexOf(glob.charAt(at)) < 0) {
      char c = glob.charAt(at);
      if (isGroup(c)) {
        group(regex, c, ends);
        continue;
      }
      at++;
      switch (c) {
        case '*' -> {
          while (at < glob.length() && glob.charAt(at) == '*' && !isGroup('*')) {
            at++;
          }
          regex.append(MANY);
        }
        case '?' -> regex.append("[^/]");
        case '[' -> regex.append(characterClass());
        case '\\' -> regex.append(literal(at < glob.length() ? glob.charAt(at++) : '\\'));
        default -> regex.append(literal(c));
      }
    }
    return regex.toString();
  }

  private boolean isGroup(char c) {
    return "@?*+!".indexOf(c) >= 0
        && at + 1 < glob.length()
        && glob.charAt(at + 1) == '('
        && glob.indexOf(')', at) > 0;
  }

  private void group(StringBuilder regex, char kind, String ends) {
    at += 2;
    StringBuilder choices = new StringBuilder(rest("|)"));
    while (at < glob.length() && glob.charAt(at) == '|') {
      at++;
      choices.append('|').append(rest("|)"));
    }
    at = Math.min(glob.length(), at + 1);
    if (kind == '!') {
      int here = at;
      String after = rest(ends);
      at = here;
      regex.append("(?!(?:" + choices + ")" + after + "$)" + MANY);
    } else {
      regex.append("(?:").append(choices).append(')').append(kind == '@' ? "" : kind);
    }
  }

  /** What stands behind a bracket; the bracket itself where none closes it. */
  private String characterClass() {
    int first = at;
    boolean negated = first < glob.length() && "!^".indexOf(glob.charAt(first)) >= 0;
    int content = negated ? first + 1 : first;
    int close = glob.indexOf(']', content + 1);
    if (close < 0) {
      return literal('[');
    }
    at = close + 1;
    String members = glob.substring(content, close).replace("[", "\\[").replace("&&", "&\\&");
    return "(?!/)[" + (negated ? "^" : "") + members + "]";
  }

  private static String literal(char c) {
    return Pattern.quote(String.valueOf(c));
  }
}
