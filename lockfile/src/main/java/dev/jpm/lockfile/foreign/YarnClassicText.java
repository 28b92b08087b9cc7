package dev.jpm.lockfile.foreign;

import dev.jpm.model.error.JpmException;
import dev.jpm.model.json.JsonText;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/**
 * Yarn 1's own format: blocks of lines, a block's first line the descriptors that it is for, the
 * others a key and a value, quoted as JSON where need be; deeper lines belong to the section above.
 */
public final class YarnClassicText {
  private static final int OWN = 2;

  private final String path;
  private final List<Block> blocks = new ArrayList<>();
  private List<String> descriptors = List.of();
  private int begin;
  private Map<String, Value> values = new LinkedHashMap<>();
  private Map<String, Map<String, Value>> sections = new LinkedHashMap<>();
  private String section = "";

  private YarnClassicText(String path) {
    this.path = path;
  }

  /**
   * One entry.
   *
   * @param line of its descriptors
   * @param sections {@code dependencies} and the like, by name
   */
  public record Block(
      int line,
      List<String> descriptors,
      Map<String, Value> values,
      Map<String, Map<String, Value>> sections) {
    /** The text at {@code key}; empty where there is none. */
    public String text(String key) {
      Value value = values.get(key);
      return value == null ? "" : value.text();
    }

    /** The line of {@code key}; the block's own where it is not there. */
    public int lineOf(String key) {
      Value value = values.get(key);
      return value == null ? line : value.line();
    }
  }

  /** A text and its line. */
  public record Value(String text, int line) {}

  /**
   * The blocks of {@code text}.
   *
   * @throws JpmException EBADLOCKFILE with the line
   */
  public static List<Block> read(String text, String path) {
    YarnClassicText lock = new YarnClassicText(path);
    int number = 0;
    for (String line : text.split("\r?\n", -1)) {
      lock.line(line, ++number);
    }
    lock.endBlock();
    return lock.blocks;
  }

  private void line(String line, int number) {
    if (line.startsWith("#")) {
      return;
    }
    if (line.isBlank()) {
      endBlock();
      return;
    }
    int indent = line.length() - line.stripLeading().length();
    String content = line.strip();
    if (indent == 0) {
      if (!content.endsWith(":")) {
        throw wrong(number);
      }
      endBlock();
      begin = number;
      descriptors = words(content.substring(0, content.length() - 1), number);
    } else if (descriptors.isEmpty()) {
      throw wrong(number);
    } else if (indent == OWN && content.endsWith(":")) {
      section = content.substring(0, content.length() - 1);
    } else {
      value(content, number, indent == OWN);
    }
  }

  private void value(String content, int number, boolean own) {
    List<String> words = words(content, number);
    if (words.size() != 2) {
      throw wrong(number);
    }
    Map<String, Value> target =
        own ? values : sections.computeIfAbsent(section, _ -> new LinkedHashMap<>());
    target.put(words.getFirst(), new Value(words.getLast(), number));
  }

  private void endBlock() {
    if (!descriptors.isEmpty()) {
      blocks.add(new Block(begin, descriptors, values, sections));
      values = new LinkedHashMap<>();
      sections = new LinkedHashMap<>();
    }
    descriptors = List.of();
  }

  /** The words of a line, between commas or spaces; in quotes as JSON has them. */
  private List<String> words(String line, int number) {
    List<String> words = new ArrayList<>();
    int at = 0;
    while (at < line.length()) {
      if (line.charAt(at) == ' ' || line.charAt(at) == ',') {
        at++;
        continue;
      }
      int end = line.charAt(at) == '"' ? quoteEnd(line, at) : bareEnd(line, at);
      String word = line.substring(at, end);
      words.add(word.startsWith("\"") ? unquoted(word, number) : word);
      at = end;
    }
    return words;
  }

  private static int bareEnd(String line, int start) {
    int end = start;
    while (end < line.length() && line.charAt(end) != ' ' && line.charAt(end) != ',') {
      end++;
    }
    return end;
  }

  private static int quoteEnd(String line, int start) {
    int end = start + 1;
    while (end < line.length() && line.charAt(end) != '"') {
      end += line.charAt(end) == '\\' ? 2 : 1;
    }
    return Math.min(end + 1, line.length());
  }

  private String unquoted(String word, int number) {
    try {
      return JsonText.parse(word, path).asString();
    } catch (JpmException e) {
      throw wrong(number);
    }
  }

  private JpmException wrong(int line) {
    return ForeignLockfile.bad(path, OptionalInt.of(line), "not a line of yarn.lock");
  }
}
