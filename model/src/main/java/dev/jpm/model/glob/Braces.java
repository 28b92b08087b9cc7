package dev.jpm.model.glob;

import java.util.ArrayList;
import java.util.List;

/** Brace expansion of patterns: {@code a{b,c}} is two patterns, {@code a{1..3}} three. */
public final class Braces {
  private static final int MOST = 10_000;

  private Braces() {}

  /** The patterns without braces that {@code pattern} stands for, each once. */
  public static List<String> expand(String pattern) {
    return expanded(pattern, 0).stream().distinct().toList();
  }

  /** Braces that begin at {@code from} or later; what is before stays as it is. */
  private static List<String> expanded(String pattern, int from) {
    int open = pattern.indexOf('{', from);
    while (open >= 0) {
      int close = closing(pattern, open);
      if (close >= 0 && !isEscaped(pattern, open)) {
        List<String> choices = choices(pattern.substring(open + 1, close));
        if (choices.size() > 1) {
          return joined(pattern.substring(0, open), choices, pattern.substring(close + 1));
        }
      }
      open = pattern.indexOf('{', open + 1);
    }
    return List.of(pattern);
  }

  private static List<String> joined(String before, List<String> choices, String after) {
    List<String> ends = expanded(after, 0);
    List<String> all = new ArrayList<>();
    for (String choice : choices) {
      for (String middle : expanded(choice, 0)) {
        for (String end : ends) {
          if (all.size() < MOST) {
            all.add(before + middle + end);
          }
        }
      }
    }
    return all;
  }

  private static boolean isEscaped(String pattern, int at) {
    return at > 0 && (pattern.charAt(at - 1) == '\\' || pattern.charAt(at - 1) == '$');
  }

  private static int closing(String pattern, int open) {
    int depth = 0;
    for (int i = open; i < pattern.length(); i++) {
      char c = pattern.charAt(i);
      if (c == '{') {
        depth++;
      } else if (c == '}' && --depth == 0) {
        return i;
      }
    }
    return -1;
  }

  private static List<String> choices(String inner) {
    List<String> choices = new ArrayList<>();
    int depth = 0;
    int from = 0;
    for (int i = 0; i < inner.length(); i++) {
      char c = inner.charAt(i);
      if (c == '{') {
        depth++;
      } else if (c == '}') {
        depth--;
      } else if (c == ',' && depth == 0) {
        choices.add(inner.substring(from, i));
        from = i + 1;
      }
    }
    choices.add(inner.substring(from));
    return choices.size() == 1 ? sequence(inner) : choices;
  }

  /** {@code 1..3} counted out; anything else as it is. */
  private static List<String> sequence(String inner) {
    String[] ends = inner.split("\\.\\.", -1);
    if (ends.length != 2 || !ends[0].matches("-?\\d{1,6}") || !ends[1].matches("-?\\d{1,6}")) {
      return List.of(inner);
    }
    int first = Integer.parseInt(ends[0]);
    int last = Integer.parseInt(ends[1]);
    List<String> numbers = new ArrayList<>();
    int step = first <= last ? 1 : -1;
    for (int n = first; n != last + step && numbers.size() < MOST; n += step) {
      numbers.add(Integer.toString(n));
    }
    return numbers;
  }
}
