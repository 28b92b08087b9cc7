package dev.jpm.config;

import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * {@code ${NAME}} in settings: replaced by the variable, left as it stands where there is none;
 * {@code ${NAME?}} becomes empty instead. Backslashes before it escape it.
 */
final class Variables {
  private static final Pattern USE = Pattern.compile("(?<!\\\\)(\\\\*)\\$\\{([^${}?]+)(\\?)?\\}");

  private Variables() {}

  static String replaced(String text, Map<String, String> env) {
    if (text.indexOf("${") < 0) {
      return text;
    }
    Matcher use = USE.matcher(text);
    StringBuilder out = new StringBuilder();
    while (use.find()) {
      String slashes = use.group(1);
      String with;
      if (slashes.length() % 2 == 1) {
        with = use.group().substring((slashes.length() + 1) / 2);
      } else {
        String name = use.group(2);
        String fallback = use.group(3) == null ? "${" + name + "}" : "";
        with = slashes.substring(slashes.length() / 2) + env.getOrDefault(name, fallback);
      }
      use.appendReplacement(out, Matcher.quoteReplacement(with));
    }
    return use.appendTail(out).toString();
  }
}
