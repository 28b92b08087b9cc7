package dev.jpm.config;

import dev.jpm.config.OptionValue.Many;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Changes one key of a settings file's text and leaves every other line as it is. */
public final class IniEdit {
  private IniEdit() {}

  /** {@code text} with {@code key} set to {@code value} where it stood, or at its end. */
  public static String set(String text, String key, OptionValue value) {
    return changed(text, key, lines(key, value));
  }

  /** {@code text} without {@code key}. */
  public static String remove(String text, String key) {
    return changed(text, key, List.of());
  }

  private static List<String> lines(String key, OptionValue value) {
    if (value instanceof Many(List<OptionValue> values)) {
      return values.stream()
          .map(each -> IniText.quoted(key + "[]") + "=" + IniText.quoted(each.shown("")))
          .toList();
    }
    return List.of(IniText.quoted(key) + "=" + IniText.quoted(value.shown("")));
  }

  private static String changed(String text, String key, List<String> replacement) {
    List<String> kept = new ArrayList<>();
    int place = -1;
    boolean inSection = false;
    for (String line : Arrays.asList(text.split("\r?\n", -1))) {
      inSection |= line.startsWith("[");
      if (!inSection && key.equals(keyOf(line))) {
        place = place < 0 ? kept.size() : place;
      } else {
        kept.add(line);
      }
    }
    while (!kept.isEmpty() && kept.getLast().isBlank()) {
      kept.removeLast();
    }
    if (place < 0 || place > kept.size()) {
      place = endOfKeys(kept);
    }
    kept.addAll(place, replacement);
    return kept.isEmpty() ? "" : String.join("\n", kept) + "\n";
  }

  /** New keys must stand before the first section, or they would belong to it. */
  private static int endOfKeys(List<String> lines) {
    for (int i = 0; i < lines.size(); i++) {
      if (lines.get(i).startsWith("[")) {
        return i;
      }
    }
    return lines.size();
  }

  private static @Nullable String keyOf(String line) {
    if (line.isBlank() || line.strip().startsWith(";") || line.strip().startsWith("#")) {
      return null;
    }
    int equals = line.indexOf('=');
    String key = IniText.unquoted(equals < 0 ? line : line.substring(0, equals));
    return key.length() > 2 && key.endsWith("[]") ? key.substring(0, key.length() - 2) : key;
  }
}
