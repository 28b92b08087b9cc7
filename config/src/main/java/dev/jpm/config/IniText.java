package dev.jpm.config;

import dev.jpm.config.OptionValue.Flag;
import dev.jpm.config.OptionValue.Many;
import dev.jpm.config.OptionValue.Nothing;
import dev.jpm.config.OptionValue.Text;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * {@code .npmrc} text read as npm's ini reader does: {@code key=value} lines, {@code key[]=value}
 * for lists, quotes as in JSON, {@code ;} and {@code #} comments with backslash escapes. What
 * stands in a {@code [section]} is no setting and is left out, as npm never looks there.
 */
public final class IniText {
  private static final Pattern LINE = Pattern.compile("^\\[([^\\]]*)\\]\\s*$|^([^=]+)(=(.*))?$");

  private IniText() {}

  /** A raw value (text, true, false, null or a list of these) and the line where it begins. */
  public record Entry(OptionValue value, int line) {}

  /** The entries of {@code text} by key, in the file's order; never fails. */
  public static SequencedMap<String, Entry> parse(String text) {
    SequencedMap<String, Entry> entries = new LinkedHashMap<>();
    boolean inSection = false;
    int number = 0;
    for (String line : text.split("\r\n|\n|\r", -1)) {
      number++;
      if (line.isBlank() || isComment(line)) {
        continue;
      }
      Matcher match = LINE.matcher(line);
      if (!match.matches()) {
        continue;
      }
      if (match.group(1) != null) {
        inSection = true;
      } else if (!inSection) {
        String value = match.group(4);
        add(entries, unquoted(match.group(2)), value, number);
      }
    }
    return entries;
  }

  private static boolean isComment(String line) {
    char first = line.stripLeading().charAt(0);
    return first == ';' || first == '#';
  }

  private static void add(
      SequencedMap<String, Entry> entries, String rawKey, @Nullable String rawValue, int line) {
    OptionValue value = rawValue == null ? Flag.YES : literal(unquoted(rawValue));
    boolean bracketed = rawKey.length() > 2 && rawKey.endsWith("[]");
    String key = bracketed ? rawKey.substring(0, rawKey.length() - 2) : rawKey;
    Entry before = entries.get(key);
    if (before != null && before.value() instanceof Many(List<OptionValue> values)) {
      entries.put(key, new Entry(appended(values, value), before.line()));
    } else if (bracketed) {
      List<OptionValue> first = before == null ? List.of() : List.of(before.value());
      entries.put(key, new Entry(appended(first, value), before == null ? line : before.line()));
    } else {
      entries.put(key, new Entry(value, line));
    }
  }

  private static Many appended(List<OptionValue> values, OptionValue last) {
    List<OptionValue> all = new ArrayList<>(values);
    all.add(last);
    return new Many(all);
  }

  private static OptionValue literal(String text) {
    return switch (text) {
      case "true" -> Flag.YES;
      case "false" -> Flag.NO;
      case "null" -> Nothing.NOTHING;
      default -> new Text(text);
    };
  }

  private static boolean isQuoted(String text) {
    return (text.startsWith("\"") && text.endsWith("\""))
        || (text.startsWith("'") && text.endsWith("'"));
  }

  /** What a key or value says, without quotes, escapes and trailing comment. */
  static String unquoted(String raw) {
    String text = raw.strip();
    if (!isQuoted(text)) {
      return withoutComment(text);
    }
    boolean single = text.charAt(0) == '\'';
    String inner = single ? text.substring(1, Math.max(1, text.length() - 1)) : text;
    return JsonString.parse(inner).orElse(inner);
  }

  private static String withoutComment(String text) {
    StringBuilder plain = new StringBuilder(text.length());
    boolean escaped = false;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (escaped) {
        if (c != '\\' && c != ';' && c != '#') {
          plain.append('\\');
        }
        plain.append(c);
        escaped = false;
      } else if (c == ';' || c == '#') {
        break;
      } else if (c == '\\') {
        escaped = true;
      } else {
        plain.append(c);
      }
    }
    if (escaped) {
      plain.append('\\');
    }
    return plain.toString().strip();
  }

  /** Text as it must stand in a file so that {@link #parse} reads it back. */
  public static String quoted(String text) {
    boolean needsQuotes =
        text.indexOf('=') >= 0
            || text.indexOf('\n') >= 0
            || text.indexOf('\r') >= 0
            || text.startsWith("[")
            || (text.length() > 1 && isQuoted(text))
            || !text.equals(text.strip());
    return needsQuotes ? JsonString.write(text) : text.replace(";", "\\;").replace("#", "\\#");
  }
}
