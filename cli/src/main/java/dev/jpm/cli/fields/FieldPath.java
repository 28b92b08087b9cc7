package dev.jpm.cli.fields;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A way to a field: names between dots, names or indices in square brackets, and {@code []} for the
 * end of a list.
 *
 * @param keys the steps, {@link #END} for empty brackets
 */
record FieldPath(List<String> keys) {
  /** Stands for {@code []}; no key of JSON is called so. */
  static final String END = "[]";

  private static final Pattern BRACKETS = Pattern.compile("(.+)\\[([^\\]]+)\\]\\.?(.*)");
  private static final Pattern EMPTY_BRACKETS = Pattern.compile("(.*)\\[\\]\\.?(.*)");

  FieldPath {
    keys = List.copyOf(keys);
  }

  static FieldPath parse(String text) {
    List<String> keys = new ArrayList<>();
    addKeys(text.strip(), keys);
    return new FieldPath(keys);
  }

  private static void addKeys(String text, List<String> keys) {
    Matcher brackets = BRACKETS.matcher(text);
    if (brackets.matches()) {
      addKeys(brackets.group(1), keys);
      keys.add(brackets.group(2));
      if (!brackets.group(3).isEmpty()) {
        addKeys(brackets.group(3), keys);
      }
      return;
    }
    Matcher empty = EMPTY_BRACKETS.matcher(text);
    if (empty.matches()) {
      if (!empty.group(1).isEmpty()) {
        addKeys(empty.group(1), keys);
      }
      keys.add(END);
      if (!empty.group(2).isEmpty()) {
        addNames(empty.group(2), keys);
      }
      return;
    }
    addNames(text, keys);
  }

  private static void addNames(String text, List<String> keys) {
    keys.addAll(List.of(text.split("\\.", -1)));
  }

  static boolean isIndex(String key) {
    return key.matches("\\d{1,9}");
  }
}
