package dev.jpm.audit.lock;

import java.text.Normalizer;
import java.text.Normalizer.Form;
import java.util.Locale;
import java.util.Map;

/**
 * What a reader takes a text for: letters that look alike made one, what is hardly seen left out.
 */
final class Skeleton {
  private static final Map<Integer, String> ALIKE =
      Map.ofEntries(
          Map.entry((int) '0', "o"),
          Map.entry((int) '1', "l"),
          Map.entry((int) 'i', "l"),
          Map.entry((int) '5', "s"),
          Map.entry(0x0430, "a"),
          Map.entry(0x0435, "e"),
          Map.entry(0x043e, "o"),
          Map.entry(0x0440, "p"),
          Map.entry(0x0441, "c"),
          Map.entry(0x0443, "y"),
          Map.entry(0x0445, "x"),
          Map.entry(0x0456, "l"),
          Map.entry(0x03bf, "o"),
          Map.entry(0x0131, "l"));

  private Skeleton() {}

  static String of(String text) {
    String plain = Normalizer.normalize(text, Form.NFKD).toLowerCase(Locale.ROOT);
    StringBuilder out = new StringBuilder();
    plain
        .codePoints()
        .filter(c -> Character.isLetterOrDigit(c) || c == '@' || c == '/')
        .forEach(c -> out.append(ALIKE.getOrDefault(c, Character.toString(c))));
    return out.toString().replace("rn", "m").replace("vv", "w");
  }
}
