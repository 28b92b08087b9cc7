package dev.jpm.cli.view;

import dev.jpm.cli.terminal.Palette;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Values as Node.js prints them to people: on one line while they fit and are not nested deeply,
 * long lists in columns.
 */
final class Inspection {
  private static final int LINE = 80;
  private static final int COMPACT = 3;
  private static final int GROUPED_FROM = 7;
  private static final int MAX_DEPTH = 5;
  private static final Pattern IDENTIFIER = Pattern.compile("[A-Za-z_][A-Za-z_0-9]*");

  private final Palette colors;
  private int deepest;

  private Inspection(Palette colors) {
    this.colors = colors;
  }

  static String of(@Nullable Object value, Palette colors) {
    return new Inspection(colors).shown(value, 0, 0);
  }

  private String shown(@Nullable Object value, int depth, int indent) {
    return switch (value) {
      case null -> colors.bold("null");
      case String text -> colors.green(quoted(text));
      case Map<?, ?> map -> map(map, depth, indent);
      case List<?> list -> list(list, depth, indent);
      default -> colors.yellow(value.toString());
    };
  }

  private String map(Map<?, ?> map, int depth, int indent) {
    if (map.isEmpty()) {
      return "{}";
    }
    if (depth > MAX_DEPTH) {
      return colors.cyan("[Object]");
    }
    deepest = depth;
    List<String> entries = new ArrayList<>();
    map.forEach((key, value) -> {
      String name = String.valueOf(key);
      String shownKey = IDENTIFIER.matcher(name).matches() ? name : colors.green(quoted(name));
      entries.add(shownKey + ": " + shown(value, depth + 1, indent + 2));
    });
    return joined(entries, entries, "{", "}", depth, indent);
  }

  private String list(List<?> list, int depth, int indent) {
    if (list.isEmpty()) {
      return "[]";
    }
    if (depth > MAX_DEPTH) {
      return colors.cyan("[Array]");
    }
    deepest = depth;
    List<String> entries = new ArrayList<>();
    for (Object item : list) {
      entries.add(shown(item, depth + 1, indent + 2));
    }
    List<String> grouped =
        entries.size() >= GROUPED_FROM ? columns(entries, list, indent) : entries;
    return joined(entries, grouped, "[", "]", depth, indent);
  }

  private String joined(
      List<String> entries,
      List<String> grouped,
      String open,
      String close,
      int depth,
      int indent) {
    if (deepest - depth < COMPACT && entries.size() == grouped.size()) {
      int total = grouped.size() + grouped.size() + indent + open.length() + 10;
      for (String entry : grouped) {
        total += width(entry);
      }
      String line = String.join(", ", grouped);
      if (total <= LINE && line.indexOf('\n') < 0) {
        return open + " " + line + " " + close;
      }
    }
    String newLine = "\n" + " ".repeat(indent);
    return open + newLine + "  " + String.join("," + newLine + "  ", grouped) + newLine + close;
  }

  private static int width(String text) {
    return text.replaceAll("\u001b\\[\\d+m", "").length();
  }

  /** Short entries side by side, in as many columns as make the block roughly square. */
  private static List<String> columns(List<String> entries, List<?> values, int indent) {
    int[] widths = entries.stream().mapToInt(Inspection::width).toArray();
    int total = 0;
    int longest = 0;
    for (int width : widths) {
      total += width + 2;
      longest = Math.max(longest, width);
    }
    int column = longest + 2;
    boolean fits = column * 3 + indent < LINE;
    if (!fits || ((double) total / column <= 5 && longest > 6)) {
      return entries;
    }
    double bias = Math.sqrt(column - (double) total / entries.size());
    double biased = Math.max(column - 3 - bias, 1);
    int count =
        Math.min(
            Math.min(
                (int) Math.round(Math.sqrt(2.5 * biased * entries.size()) / biased),
                (LINE - indent) / column),
            Math.min(COMPACT * 4, 15));
    return count <= 1 ? entries : rows(entries, values, widths, count);
  }

  private static List<String> rows(List<String> entries, List<?> values, int[] widths, int count) {
    boolean numbers = values.stream().allMatch(Number.class::isInstance);
    int[] columnWidths = new int[count];
    for (int i = 0; i < widths.length; i++) {
      columnWidths[i % count] = Math.max(columnWidths[i % count], widths[i] + 2);
    }
    List<String> rows = new ArrayList<>();
    for (int from = 0; from < entries.size(); from += count) {
      int last = Math.min(from + count, entries.size()) - 1;
      StringBuilder row = new StringBuilder();
      for (int i = from; i < last; i++) {
        String cell = entries.get(i) + ", ";
        String gap = " ".repeat(Math.max(0, columnWidths[i - from] - widths[i] - 2));
        row.append(numbers ? gap + cell : cell + gap);
      }
      if (numbers) {
        row.append(" ".repeat(Math.max(0, columnWidths[last - from] - 2 - widths[last])));
      }
      rows.add(row.append(entries.get(last)).toString());
    }
    return rows;
  }

  private static String quoted(String text) {
    char quote = '\'';
    if (text.indexOf('\'') >= 0) {
      if (text.indexOf('"') < 0) {
        quote = '"';
      } else if (text.indexOf('`') < 0 && !text.contains("${")) {
        quote = '`';
      }
    }
    StringBuilder out = new StringBuilder().append(quote);
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      int escape = "\b\t\n\f\r".indexOf(c);
      if (c == quote || c == '\\') {
        out.append('\\').append(c);
      } else if (escape >= 0) {
        out.append('\\').append("btnfr".charAt(escape));
      } else if (c < ' ' || c == 0x7f) {
        out.append(String.format("\\x%02X", (int) c));
      } else {
        out.append(c);
      }
    }
    return out.append(quote).toString();
  }
}
