package dev.jpm.runtime.task;

import dev.jpm.model.error.ErrorCode;
import dev.jpm.model.error.JpmException;
import dev.jpm.model.glob.Glob;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * Which scripts of a package a word means: the one of that name, those that fit {@code /regex/} in
 * any part of their name, or those that fit a pattern in which {@code *} stops at a colon and
 * {@code **} does not.
 */
public final class ScriptNames {
  private ScriptNames() {}

  /** Whether {@code word} may mean several scripts. */
  public static boolean isPattern(String word) {
    return isRegex(word) || Glob.isMagic(word) || word.indexOf('{') >= 0;
  }

  /**
   * The names among {@code known} that {@code word} means, in their order. What runs before or
   * after another of them by itself is left out.
   *
   * @throws JpmException EUSAGE where a regular expression is none
   */
  public static List<String> meant(String word, Collection<String> known) {
    if (known.contains(word)) {
      return List.of(word);
    }
    if (!isPattern(word)) {
      return List.of();
    }
    Set<String> fitting = new LinkedHashSet<>(known);
    fitting.removeIf(fits(word).negate());
    return fitting.stream().filter(name -> !isHook(name, fitting)).toList();
  }

  private static boolean isRegex(String word) {
    return word.length() > 2 && word.startsWith("/") && word.endsWith("/");
  }

  private static Predicate<String> fits(String word) {
    if (isRegex(word)) {
      return regex(word.substring(1, word.length() - 1)).asPredicate();
    }
    Glob glob = Glob.of(swapped(word));
    return name -> glob.matches(swapped(name));
  }

  private static Pattern regex(String text) {
    try {
      return Pattern.compile(text);
    } catch (PatternSyntaxException e) {
      throw JpmException.of(
          ErrorCode.EUSAGE, "/" + text + "/ is no regular expression: " + e.getDescription(), e);
    }
  }

  /** Colons part the names of scripts as slashes part paths. */
  private static String swapped(String name) {
    StringBuilder swapped = new StringBuilder(name);
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      swapped.setCharAt(i, c == ':' ? '/' : c == '/' ? ':' : c);
    }
    return swapped.toString();
  }

  private static boolean isHook(String name, Set<String> others) {
    return (name.startsWith("pre") && others.contains(name.substring(3)))
        || (name.startsWith("post") && others.contains(name.substring(4)));
  }
}
