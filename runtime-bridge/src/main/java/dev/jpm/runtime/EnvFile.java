package dev.jpm.runtime;

import java.util.LinkedHashMap;
import java.util.SequencedMap;

/**
 * Reads the text of a {@code .env} file as Node.js does for its own {@code --env-file}: comments,
 * {@code export}, three kinds of quotes, values over several lines in quotes, {@code \n} in double
 * quotes. Nothing is put in place of {@code $NAME}.
 */
public final class EnvFile {
  private final String text;
  private final SequencedMap<String, String> variables = new LinkedHashMap<>();
  private int at;

  private EnvFile(String text) {
    this.text = text.replace("\r\n", "\n");
  }

  /** The variables, the last one of a name; in the order of their first. */
  public static SequencedMap<String, String> parse(String text) {
    EnvFile file = new EnvFile(text);
    while (file.at < file.text.length()) {
      file.line();
    }
    return file.variables;
  }

  private void line() {
    int end = endOfLine(at);
    int equals = text.indexOf('=', at);
    String before = text.substring(at, equals < 0 || equals > end ? end : equals).strip();
    if (equals < 0 || equals > end || before.startsWith("#")) {
      at = end + 1;
      return;
    }
    String name = before.startsWith("export ") ? before.substring(7).strip() : before;
    at = equals + 1;
    String value = value();
    if (!name.isEmpty()) {
      variables.put(name, value);
    }
  }

  private String value() {
    int end = endOfLine(at);
    int begin = at;
    while (begin < end && Character.isWhitespace(text.charAt(begin))) {
      begin++;
    }
    char first = begin < end ? text.charAt(begin) : ' ';
    boolean quoted = first == '"' || first == '\'' || first == '`';
    int close = quoted ? text.indexOf(first, begin + 1) : -1;
    if (close >= 0) {
      String inner = text.substring(begin + 1, close);
      at = endOfLine(close) + 1;
      return first == '"' ? inner.replace("\\n", "\n") : inner;
    }
    at = end + 1;
    String plain = text.substring(begin, end);
    int comment = quoted ? -1 : plain.indexOf('#');
    return (comment < 0 ? plain : plain.substring(0, comment)).strip();
  }

  private int endOfLine(int from) {
    int end = text.indexOf('\n', from);
    return end < 0 ? text.length() : end;
  }
}
