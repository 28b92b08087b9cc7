package dev.jpm.cli.query;

import java.util.ArrayList;
import java.util.List;

/** A query's text, read from left to right by the rules of CSS. */
final class QueryText {
  private static final String SPECIAL = " \t\r\n>~+,*#.[]:()&|\"'=$^";

  private final String text;
  private int at;

  QueryText(String text) {
    this.text = text;
  }

  boolean isAtEnd() {
    return at >= text.length();
  }

  char peek() {
    return isAtEnd() ? '\0' : text.charAt(at);
  }

  char next() {
    return text.charAt(at++);
  }

  /** Passes over white space and answers whether there was any. */
  boolean skipSpace() {
    int from = at;
    while (!isAtEnd() && Character.isWhitespace(peek())) {
      at++;
    }
    return at > from;
  }

  /** A name, with {@code \} before what would end it; empty where none stands here. */
  String name() {
    StringBuilder name = new StringBuilder();
    while (!isAtEnd() && SPECIAL.indexOf(peek()) < 0) {
      char c = next();
      name.append(c == '\\' && !isAtEnd() ? next() : c);
    }
    return name.toString();
  }

  /** What stands in the bracket that begins here, to the one that closes it. */
  String bracketed(char open, char close) {
    int from = ++at;
    int depth = 1;
    while (!isAtEnd()) {
      char c = next();
      if (c == '\\' && !isAtEnd()) {
        at++;
      } else if (c == '"' || c == '\'') {
        skipQuoted(c);
      } else if (c == open) {
        depth++;
      } else if (c == close && --depth == 0) {
        return text.substring(from, at - 1);
      }
    }
    throw SelectorParser.notReadable(text);
  }

  private void skipQuoted(char quote) {
    while (!isAtEnd() && peek() != quote) {
      at += peek() == '\\' ? 2 : 1;
    }
    at++;
  }

  /** The parts between commas that stand in no bracket and no quotes, without space around. */
  static List<String> parts(String list) {
    List<String> parts = new ArrayList<>();
    QueryText rest = new QueryText(list);
    int from = 0;
    while (!rest.isAtEnd()) {
      char c = rest.peek();
      if (c == '(') {
        rest.bracketed('(', ')');
      } else if (c == '[') {
        rest.bracketed('[', ']');
      } else {
        rest.at++;
        if (c == '"' || c == '\'') {
          rest.skipQuoted(c);
        } else if (c == ',') {
          parts.add(list.substring(from, rest.at - 1).strip());
          from = rest.at;
        }
      }
    }
    parts.add(list.substring(Math.min(from, list.length())).strip());
    return parts;
  }

  /** A text without its quotes and without the {@code \} that keep characters plain. */
  static String plain(String written) {
    String inner = written;
    if (written.length() >= 2
        && (written.startsWith("\"") || written.startsWith("'"))
        && written.endsWith(written.substring(0, 1))) {
      inner = written.substring(1, written.length() - 1);
    }
    return unescaped(inner);
  }

  /** A text without the {@code \} that keep characters plain. */
  static String unescaped(String inner) {
    StringBuilder plain = new StringBuilder();
    for (int i = 0; i < inner.length(); i++) {
      char c = inner.charAt(i);
      plain.append(c == '\\' && i + 1 < inner.length() ? inner.charAt(++i) : c);
    }
    return plain.toString();
  }
}
