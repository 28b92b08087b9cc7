package dev.jpm.resolver.graph;

import java.text.Normalizer;
import java.util.Locale;

/**
 * The key of a folder name among its siblings: many file systems do not tell {@code Foo} from
 * {@code foo}, so one folder can hold only one of them.
 */
public final class NameKey {
  private NameKey() {}

  /** {@code name} in NFKD and lower case; the same object where it is so already. */
  public static String of(String name) {
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      if (c > 0x7f || (c >= 'A' && c <= 'Z')) {
        return Normalizer.normalize(name, Normalizer.Form.NFKD).toLowerCase(Locale.ROOT);
      }
    }
    return name;
  }
}
