package dev.jpm.runtime.shell;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import java.util.stream.Stream;

/** The files that a pattern with {@code * ? [a-z]} means; a backslash takes a meaning away. */
final class FilePattern {
  private FilePattern() {}

  /** In order, as the pattern writes them; empty where there are none. */
  static List<String> matches(String pattern, Path folder) {
    boolean absolute = pattern.startsWith("/");
    List<String> found = new ArrayList<>(List.of(absolute ? "/" : ""));
    for (String step : pattern.split("/", -1)) {
      if (step.isEmpty()) {
        continue;
      }
      List<String> next = new ArrayList<>();
      for (String at : found) {
        steps(step, at, folder).forEach(next::add);
      }
      found = next;
    }
    boolean onlyFolders = pattern.endsWith("/");
    return found.stream()
        .filter(name -> !onlyFolders || Files.isDirectory(folder.resolve(name)))
        .map(name -> onlyFolders ? name + "/" : name)
        .sorted()
        .toList();
  }

  private static Stream<String> steps(String step, String at, Path folder) {
    String before = at.isEmpty() || at.endsWith("/") ? at : at + "/";
    if (!step.matches(".*(?<!\\\\)[*?\\[].*")) {
      String name = before + step.replaceAll("\\\\(.)", "$1");
      return isThere(name, folder) ? Stream.of(name) : Stream.empty();
    }
    Pattern regex = regex(step);
    try (Stream<Path> entries = Files.list(folder.resolve(before))) {
      return entries
          .map(entry -> String.valueOf(entry.getFileName()))
          .filter(name -> step.startsWith(".") || !name.startsWith("."))
          .filter(name -> regex.matcher(name).matches())
          .map(name -> before + name)
          .toList()
          .stream();
    } catch (IOException e) {
      return Stream.empty();
    }
  }

  private static boolean isThere(String name, Path folder) {
    try {
      return Files.exists(folder.resolve(name), LinkOption.NOFOLLOW_LINKS);
    } catch (InvalidPathException e) {
      return false;
    }
  }

  private static Pattern regex(String step) {
    StringBuilder regex = new StringBuilder();
    for (int i = 0; i < step.length(); i++) {
      char c = step.charAt(i);
      int close = c == '[' ? step.indexOf(']', i + 2) : -1;
      if (c == '*') {
        regex.append(".*");
      } else if (c == '?') {
        regex.append('.');
      } else if (close > 0) {
        String inside = step.substring(i + 1, close).replace("\\", "\\\\").replace("[", "\\[");
        regex.append('[').append(inside.startsWith("!") ? "^" + inside.substring(1) : inside);
        regex.append(']');
        i = close;
      } else {
        i += c == '\\' ? 1 : 0;
        regex.append(Pattern.quote(step.substring(i, i + 1)));
      }
    }
    try {
      return Pattern.compile(regex.toString(), Pattern.DOTALL);
    } catch (PatternSyntaxException e) {
      return Pattern.compile(Pattern.quote(step));
    }
  }
}
