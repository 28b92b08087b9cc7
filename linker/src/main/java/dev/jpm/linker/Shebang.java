package dev.jpm.linker;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The first line of a script that names its interpreter.
 *
 * @param variables environment that an {@code env} line sets, each as {@code NAME=value}
 * @param program the interpreter as written, a name to look up when the line goes through {@code
 *     env}
 * @param arguments what follows the interpreter, trimmed
 */
record Shebang(List<String> variables, String program, String arguments) {
  private static final String ENV = "/usr/bin/env";
  private static final Pattern ASSIGNMENT = Pattern.compile("[^=]+=[^=]+");

  Shebang {
    variables = List.copyOf(variables);
  }

  /** The shebang that {@code script} begins with (blank lines before it aside), or null. */
  static @Nullable Shebang in(String script) {
    String line = script.strip().lines().findFirst().orElse("");
    if (!line.startsWith("#!")) {
      return null;
    }
    String rest = line.substring(2).stripLeading();
    List<String> variables = new ArrayList<>();
    if (rest.startsWith(ENV) && wordEnd(rest) == ENV.length()) {
      String words = rest.substring(ENV.length()).stripLeading();
      String after = afterEnv(words, variables);
      if (!after.isEmpty()) {
        return interpreter(variables, after);
      }
      variables.clear();
    }
    return rest.isEmpty() ? null : interpreter(variables, rest);
  }

  private static String afterEnv(String words, List<String> variables) {
    String rest = words;
    if (rest.startsWith("-S ") || rest.startsWith("-S\t")) {
      rest = rest.substring(2).stripLeading();
    }
    while (true) {
      int end = wordEnd(rest);
      String word = rest.substring(0, end);
      if (end == rest.length() || !ASSIGNMENT.matcher(word).matches()) {
        return rest;
      }
      variables.add(word);
      rest = rest.substring(end).stripLeading();
    }
  }

  private static Shebang interpreter(List<String> variables, String text) {
    int end = wordEnd(text);
    return new Shebang(variables, text.substring(0, end), text.substring(end).strip());
  }

  private static int wordEnd(String text) {
    int at = 0;
    while (at < text.length() && text.charAt(at) != ' ' && text.charAt(at) != '\t') {
      at++;
    }
    return at;
  }
}
