package dev.jpm.cli.registry;

import dev.jpm.cli.terminal.Palette;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/** Found packages as text; the words that were looked for stand out. */
final class FoundPackages {
  private final List<String> words;
  private final Palette palette;

  FoundPackages(List<String> words, Palette palette) {
    this.words = words.stream().sorted(Comparator.comparingInt(String::length)).toList();
    this.palette = palette;
  }

  /** Tab-separated. */
  static String columns(JsonNode found) {
    return Stream.of(
            text(found, "name"),
            text(found, "description"),
            date(found),
            text(found, "version"),
            String.join(",", keywords(found)))
        .filter(column -> !column.isEmpty())
        .map(column -> column.replace('\t', ' '))
        .collect(Collectors.joining("\t"));
  }

  String lines(JsonNode found) {
    String name = text(found, "name");
    String description = text(found, "description");
    String publisher = text(found.path("publisher"), "username");
    StringBuilder lines = new StringBuilder();
    lines.append(words.contains(name) ? palette.cyan(name) : palette.blue(highlighted(name)));
    lines.append('\n');
    if (!description.isEmpty()) {
      lines.append(highlighted(description)).append('\n');
    }
    lines
        .append("Version ")
        .append(palette.blue(text(found, "version")))
        .append(" published ")
        .append(palette.blue(date(found)))
        .append(" by ")
        .append(publisher.isEmpty() ? palette.yellow("???") : palette.blue(publisher))
        .append("\nMaintainers: ");
    List<String> people = new ArrayList<>();
    found.path("maintainers").forEach(person -> people.add(text(person, "username")));
    lines.append(String.join(" ", people)).append('\n');
    List<String> keywords = keywords(found);
    if (!keywords.isEmpty()) {
      lines
          .append("Keywords: ")
          .append(
              keywords.stream()
                  .map(word -> words.contains(word) ? palette.cyan(word) : word)
                  .collect(Collectors.joining(" ")))
          .append('\n');
    }
    return lines.toString();
  }

  private String highlighted(String text) {
    if (!palette.on()) {
      return text;
    }
    String marked = text;
    for (String word : words) {
      marked =
          Pattern.compile(Pattern.quote(word), Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE)
              .matcher(marked)
              .replaceAll(found -> Matcher.quoteReplacement(palette.cyan(found.group())));
    }
    return marked;
  }

  static List<String> keywords(JsonNode found) {
    JsonNode keywords = found.path("keywords");
    if (keywords.isString()) {
      return Arrays.asList(keywords.stringValue().replaceFirst("[,\\s]+", " ").split(" ", -1));
    }
    List<String> words = new ArrayList<>();
    keywords.forEach(word -> words.add(word.asString("")));
    return words;
  }

  private static String date(JsonNode found) {
    String date = text(found, "date");
    return date.length() < 10 ? "prehistoric" : date.substring(0, 10);
  }

  private static String text(JsonNode node, String field) {
    return node.path(field).asString("");
  }
}
