package dev.jpm.cli.terminal;

import java.util.Collection;
import java.util.Iterator;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * JSON for people and programs, as {@code JSON.stringify(value, null, 2)} writes it. Values are
 * maps with text keys, collections, texts, numbers, booleans, null, and anything else by its
 * toString.
 */
public final class JsonText {
  /** Nobody reads further to the right, and a very deep value would be mostly blanks. */
  private static final int MOST_INDENTED = 500;

  private final StringBuilder out = new StringBuilder();

  private final @Nullable String indent;

  private JsonText(@Nullable String indent) {
    this.indent = indent;
  }

  /** JSON with two blanks for each level. */
  public static String pretty(@Nullable Object value) {
    return indented(value, "  ");
  }

  /** JSON on one line. */
  public static String compact(@Nullable Object value) {
    JsonText text = new JsonText(null);
    text.value(value, 0);
    return text.out.toString();
  }

  /** JSON with {@code indent} for each level. */
  public static String indented(@Nullable Object value, String indent) {
    JsonText text = new JsonText(indent);
    text.value(value, 0);
    return text.out.toString();
  }

  private void value(@Nullable Object value, int depth) {
    switch (value) {
      case null -> out.append("null");
      case Map<?, ?> map -> object(map, depth);
      case Collection<?> list -> array(list, depth);
      case Boolean flag -> out.append(flag);
      case Double number when number == Math.rint(number) && Math.abs(number) < 1e15 ->
          out.append(number.longValue());
      case Number number -> out.append(number);
      default -> string(value.toString());
    }
  }

  private void object(Map<?, ?> map, int depth) {
    if (map.isEmpty()) {
      out.append("{}");
      return;
    }
    out.append('{');
    Iterator<? extends Map.Entry<?, ?>> entries = map.entrySet().iterator();
    while (entries.hasNext()) {
      Map.Entry<?, ?> entry = entries.next();
      line(depth + 1);
      string(String.valueOf(entry.getKey()));
      out.append(indent == null ? ":" : ": ");
      value(entry.getValue(), depth + 1);
      out.append(entries.hasNext() ? "," : "");
    }
    line(depth);
    out.append('}');
  }

  private void array(Collection<?> list, int depth) {
    if (list.isEmpty()) {
      out.append("[]");
      return;
    }
    out.append('[');
    Iterator<?> items = list.iterator();
    while (items.hasNext()) {
      line(depth + 1);
      value(items.next(), depth + 1);
      out.append(items.hasNext() ? "," : "");
    }
    line(depth);
    out.append(']');
  }

  private void line(int depth) {
    if (indent != null) {
      out.append('\n').repeat(indent, Math.min(depth, MOST_INDENTED));
    }
  }

  private void string(String text) {
    out.append('"');
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      int at = "\"\\\b\f\n\r\t".indexOf(c);
      if (at >= 0) {
        out.append('\\').append("\"\\bfnrt".charAt(at));
      } else if (c < ' ') {
        out.append(String.format("\\u%04x", (int) c));
      } else {
        out.append(c);
      }
    }
    out.append('"');
  }
}
