package dev.jpm.cli.query;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * What stands between square brackets.
 *
 * @param attribute the field
 * @param operator empty where only its being there counts
 * @param value to compare with
 * @param insensitive whether case does not matter
 */
record AttributeTest(String attribute, String operator, String value, boolean insensitive) {
  private static final Pattern WORD = Pattern.compile("\\w+");

  /** Whether {@code object}'s field passes; of a list one item is enough. */
  boolean fits(JsonNode object) {
    JsonNode field = object.get(attribute);
    if (operator.isEmpty()) {
      return isTruthy(field);
    }
    if (field != null && field.isArray()) {
      for (JsonNode item : field) {
        if (isTruthy(item) && compares(item)) {
          return true;
        }
      }
      return false;
    }
    return compares(field);
  }

  private boolean compares(@Nullable JsonNode field) {
    String text = text(field);
    if (text == null) {
      return false;
    }
    String given = insensitive ? text.toLowerCase(Locale.ROOT) : text;
    String wanted = insensitive ? value.toLowerCase(Locale.ROOT) : value;
    return switch (operator) {
      case "=" -> given.equals(wanted);
      case "~=" -> words(given).contains(wanted);
      case "*=" -> given.contains(wanted);
      case "|=" -> given.startsWith(wanted + "-");
      case "^=" -> given.startsWith(wanted);
      case "$=" -> given.endsWith(wanted);
      default -> false;
    };
  }

  /** As JavaScript compares: what is missing or nothing is empty; objects and true are no text. */
  private static @Nullable String text(@Nullable JsonNode field) {
    if (field == null || !isTruthy(field)) {
      return "";
    }
    if (field.isString()) {
      return field.stringValue();
    }
    return field.isNumber() ? number(field) : null;
  }

  private static String number(JsonNode field) {
    double value = field.doubleValue();
    return value == Math.rint(value) ? Long.toString((long) value) : Double.toString(value);
  }

  private static List<String> words(String text) {
    List<String> words = new ArrayList<>();
    Matcher matcher = WORD.matcher(text);
    while (matcher.find()) {
      words.add(matcher.group());
    }
    return words;
  }

  /** JavaScript's truth. */
  static boolean isTruthy(@Nullable JsonNode value) {
    if (value == null || value.isNull()) {
      return false;
    }
    if (value.isBoolean()) {
      return value.booleanValue();
    }
    if (value.isString()) {
      return !value.stringValue().isEmpty();
    }
    return !value.isNumber() || value.doubleValue() != 0;
  }
}
