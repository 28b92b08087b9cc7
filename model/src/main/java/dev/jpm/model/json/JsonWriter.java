package dev.jpm.model.json;

import dev.jpm.model.LocaleOrder;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Writes JSON byte for byte as JavaScript's JSON.stringify does. */
public final class JsonWriter {
  private final StringBuilder out;
  private final String indent;
  private final String newline;
  private final List<String> preferred;
  private final boolean sorted;

  private JsonWriter(int size, JsonStyle style, List<String> preferred, boolean sorted) {
    this.out = new StringBuilder(size);
    this.indent = style.shortIndent();
    // Without an indent JSON.stringify breaks no lines.
    this.newline = indent.isEmpty() ? "" : style.newline();
    this.preferred = preferred;
    this.sorted = sorted;
  }

  /** {@code value} with its keys in their order; nothing follows the last brace. */
  public static String write(JsonNode value, JsonStyle style) {
    JsonWriter writer = new JsonWriter(1024, style, List.of(), false);
    writer.append(value, 0);
    return writer.out.toString();
  }

  /**
   * {@code value} in npm's order for lockfiles: in every object first what is no object, then
   * objects; in both first the preferred keys, then the others by {@link LocaleOrder}. A line break
   * follows, where there are any.
   */
  public static String writeSorted(JsonNode value, JsonStyle style, List<String> preferred) {
    JsonWriter writer = new JsonWriter(1 << 16, style, preferred, true);
    writer.append(value, 0);
    return writer.out.append(writer.newline).toString();
  }

  /** A text as a JSON string, with its quotes. */
  public static String quoted(String text) {
    StringBuilder out = new StringBuilder(text.length() + 2);
    quote(out, text);
    return out.toString();
  }

  private void append(JsonNode value, int depth) {
    switch (value) {
      case ObjectNode object -> append(object, depth);
      case ArrayNode array -> append(array, depth);
      default -> appendScalar(value);
    }
  }

  private void appendScalar(JsonNode value) {
    if (value.isString()) {
      quote(out, value.stringValue());
    } else if (value.isNumber()) {
      out.append(value.isInt() ? Integer.toString(value.intValue()) : number(value.doubleValue()));
    } else if (value.isBoolean()) {
      out.append(value.booleanValue());
    } else {
      out.append("null");
    }
  }

  private void append(ObjectNode object, int depth) {
    if (object.isEmpty()) {
      out.append("{}");
      return;
    }
    out.append('{');
    boolean first = true;
    for (Map.Entry<String, JsonNode> entry : entries(object)) {
      startItem(first, depth + 1);
      first = false;
      quote(out, entry.getKey());
      out.append(indent.isEmpty() ? ":" : ": ");
      append(entry.getValue(), depth + 1);
    }
    startLine(depth);
    out.append('}');
  }

  private void append(ArrayNode array, int depth) {
    if (array.isEmpty()) {
      out.append("[]");
      return;
    }
    out.append('[');
    for (int i = 0; i < array.size(); i++) {
      startItem(i == 0, depth + 1);
      append(array.get(i), depth + 1);
    }
    startLine(depth);
    out.append(']');
  }

  private void startItem(boolean first, int depth) {
    if (!first) {
      out.append(',');
    }
    startLine(depth);
  }

  private void startLine(int depth) {
    if (!indent.isEmpty()) {
      out.append(newline);
      for (int i = 0; i < depth; i++) {
        out.append(indent);
      }
    }
  }

  private Collection<Map.Entry<String, JsonNode>> entries(ObjectNode object) {
    if (!sorted || object.size() < 2) {
      return object.properties();
    }
    List<Map.Entry<String, JsonNode>> entries = new ArrayList<>(object.properties());
    entries.sort(this::compare);
    return entries;
  }

  private int compare(Map.Entry<String, JsonNode> a, Map.Entry<String, JsonNode> b) {
    boolean aIsObject = a.getValue() instanceof ObjectNode;
    if (aIsObject != b.getValue() instanceof ObjectNode) {
      return aIsObject ? 1 : -1;
    }
    int aRank = preferred.indexOf(a.getKey());
    int bRank = preferred.indexOf(b.getKey());
    if (aRank >= 0 && bRank >= 0) {
      return Integer.compare(aRank, bRank);
    }
    if (aRank >= 0 || bRank >= 0) {
      return aRank >= 0 ? -1 : 1;
    }
    return LocaleOrder.ENGLISH.compare(a.getKey(), b.getKey());
  }

  private static void quote(StringBuilder out, String text) {
    out.append('"');
    int from = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c >= ' ' && c != '"' && c != '\\' && !isLoneSurrogate(text, i)) {
        continue;
      }
      out.append(text, from, i);
      from = i + 1;
      switch (c) {
        case '"' -> out.append("\\\"");
        case '\\' -> out.append("\\\\");
        case '\b' -> out.append("\\b");
        case '\f' -> out.append("\\f");
        case '\n' -> out.append("\\n");
        case '\r' -> out.append("\\r");
        case '\t' -> out.append("\\t");
        default -> appendHex(out, c);
      }
    }
    out.append(text, from, text.length()).append('"');
  }

  private static void appendHex(StringBuilder out, char c) {
    String hex = Integer.toHexString(c);
    out.append("\\u").repeat("0", 4 - hex.length()).append(hex);
  }

  private static boolean isLoneSurrogate(String text, int i) {
    char c = text.charAt(i);
    if (!Character.isSurrogate(c)) {
      return false;
    }
    if (Character.isHighSurrogate(c)) {
      return i + 1 == text.length() || !Character.isLowSurrogate(text.charAt(i + 1));
    }
    return i == 0 || !Character.isHighSurrogate(text.charAt(i - 1));
  }

  /** JavaScript's Number.prototype.toString: the shortest digits, an exponent only far out. */
  static String number(double value) {
    if (Double.isNaN(value) || Double.isInfinite(value)) {
      return "null";
    }
    if (value == Math.rint(value) && Math.abs(value) < 1e15) {
      return Long.toString((long) value);
    }
    BigDecimal shortest = new BigDecimal(Double.toString(Math.abs(value))).stripTrailingZeros();
    String digits = shortest.unscaledValue().toString();
    int point = digits.length() - shortest.scale();
    String sign = value < 0 ? "-" : "";
    if (point > 21 || point < -5) {
      String fraction = digits.length() == 1 ? "" : "." + digits.substring(1);
      String exponent = (point > 0 ? "+" : "-") + Math.abs(point - 1);
      return sign + digits.charAt(0) + fraction + "e" + exponent;
    }
    return sign + shortest.toPlainString();
  }
}
