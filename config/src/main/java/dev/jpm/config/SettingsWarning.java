package dev.jpm.config;

import dev.jpm.config.Origin.Layer;
import dev.jpm.config.ValueType.Basic;
import dev.jpm.config.ValueType.Literal;
import dev.jpm.model.error.Redacted;
import java.util.List;

/** Something about the settings that people should know; {@code title} as npm puts it first. */
public record SettingsWarning(String title, String text) {

  static SettingsWarning unknown(Layer layer, String key) {
    return new SettingsWarning(
        "", "Unknown " + layer.word() + " config \"" + key + "\"; jpm does not use it");
  }

  static SettingsWarning invalid(Option option, OptionValue value, String source) {
    return new SettingsWarning(
        "invalid config", told(option, value) + " set in " + source + ". " + wanted(option));
  }

  /** The same as a sentence of its own. */
  static String refusal(Option option, OptionValue value) {
    return told(option, value) + " cannot be set. " + wanted(option);
  }

  private static String told(Option option, OptionValue value) {
    return Redacted.text(option.name() + "=" + JsonString.write(value.shown(",")));
  }

  private static String wanted(Option option) {
    List<String> words = option.types().stream().map(SettingsWarning::word).distinct().toList();
    List<String> told = words.stream().filter(word -> !word.isEmpty()).toList();
    return "Must be " + (told.size() > 1 ? "one of: " : "") + String.join(", ", told);
  }

  private static String word(ValueType type) {
    return switch (type) {
      case Literal(OptionValue value) -> value.shown(",");
      case Basic basic ->
          switch (basic) {
            case ARRAY -> "";
            case BOOLEAN -> "true or false";
            case DATE -> "a date";
            case NULL -> "null";
            case NUMBER -> "a number";
            case PATH -> "a path";
            case SEMVER -> "a full version";
            case STRING -> "text";
            case UMASK -> "an octal number in the range 0000..0777";
            case URL -> "a full URL with \"http://\" or \"https://\"";
          };
    };
  }
}
