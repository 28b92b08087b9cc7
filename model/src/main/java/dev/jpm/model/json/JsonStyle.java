package dev.jpm.model.json;

/**
 * How a JSON file is laid out, so that writing it again changes only what has changed.
 *
 * @param indent what stands before a line, once a level; empty for no line breaks at all
 * @param newline what stands between lines
 */
public record JsonStyle(String indent, String newline) {
  /** Two spaces and line feeds: what npm writes where nothing stood. */
  public static final JsonStyle DEFAULT = new JsonStyle("  ", "\n");

  /** Everything on one line. */
  public static final JsonStyle COMPACT = new JsonStyle("", "");

  /** JSON.stringify takes no more of an indent than this. */
  private static final int LONGEST_INDENT = 10;

  /** The style of {@code text}, judged from what stands between its first brace and first key. */
  public static JsonStyle of(String text) {
    String json = JsonText.withoutMark(text);
    if (json.startsWith("{}") || json.startsWith("[]")) {
      int end = endOfBreaks(json, 2);
      if (end == json.length()) {
        return end == 2 ? DEFAULT : new JsonStyle(DEFAULT.indent, json.substring(2));
      }
    }
    int brace = 0;
    while (brace < json.length() && isSpace(json.charAt(brace))) {
      brace++;
    }
    boolean opens =
        brace < json.length() && (json.charAt(brace) == '{' || json.charAt(brace) == '[');
    int breaks = opens ? endOfBreaks(json, brace + 1) : 0;
    if (!opens || breaks == brace + 1) {
      return new JsonStyle("", "");
    }
    int end = breaks;
    while (end < json.length() && isSpace(json.charAt(end))) {
      end++;
    }
    return new JsonStyle(json.substring(breaks, end), json.substring(brace + 1, breaks));
  }

  /** The indent as JSON.stringify uses it. */
  String shortIndent() {
    return indent.length() > LONGEST_INDENT ? indent.substring(0, LONGEST_INDENT) : indent;
  }

  private static int endOfBreaks(String json, int from) {
    int at = from;
    while (at < json.length()) {
      if (json.charAt(at) == '\n') {
        at++;
      } else if (json.startsWith("\r\n", at)) {
        at += 2;
      } else {
        break;
      }
    }
    return at;
  }

  private static boolean isSpace(char c) {
    return c == ' ' || c == '\t' || c == '\n' || c == '\r' || Character.isSpaceChar(c);
  }
}
