package dev.jpm.cli.registry;

import dev.jpm.cli.Invocation;
import dev.jpm.cli.command.Command;
import dev.jpm.config.Settings;
import dev.jpm.model.error.ErrorCode;
import dev.jpm.model.error.JpmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/** {@code search}: packages that the registry finds for some words. */
public final class SearchCommand implements Command {
  @Override
  public int run(Invocation call) {
    List<String> words =
        call.words().stream()
            .map(it -> it.toLowerCase(Locale.ROOT))
            .filter(it -> !it.isEmpty())
            .toList();
    if (words.isEmpty()) {
      throw JpmException.of(ErrorCode.EUSAGE, "search must be called with arguments");
    }
    List<JsonNode> found = new ArrayList<>();
    List<String> excluded =
        Arrays.asList(
            call.settings().text("searchexclude").toLowerCase(Locale.ROOT).split("\\s+", -1));
    try (RegistryTalk talk = RegistryTalk.of(call)) {
      JsonNode answer = talk.get(talk.standard(), "-/v1/search?" + query(call.settings(), words));
      for (JsonNode object : answer.path("objects")) {
        if (excluded.stream().noneMatch(word -> isExcluded(object.path("package"), word))) {
          found.add(object.path("package"));
        }
      }
    }
    tell(call, words, found);
    return 0;
  }

  private static void tell(Invocation call, List<String> words, List<JsonNode> found) {
    if (call.settings().flag("json")) {
      call.terminal()
          .line(
              found.stream()
                  .map(JsonNode::toString)
                  .collect(Collectors.joining("\n,\n", found.isEmpty() ? "\n[" : "[\n", "]")));
      return;
    }
    boolean parseable = call.settings().flag("parseable");
    FoundPackages text = new FoundPackages(words, call.terminal().onOut());
    found.forEach(
        each -> call.terminal().line(parseable ? FoundPackages.columns(each) : text.lines(each)));
    if (found.isEmpty() && !parseable) {
      String quoted =
          call.words().stream().map(word -> '"' + word + '"').collect(Collectors.joining(" "));
      call.terminal().line("No matches found for " + quoted);
    }
  }

  /** npm's weights, which {@code searchopts} may change. */
  private static String query(Settings settings, List<String> words) {
    Map<String, String> query = new LinkedHashMap<>();
    query.put("text", String.join(" ", words));
    query.put("size", Integer.toString(settings.count("searchlimit")));
    query.put("from", "0");
    query.put("quality", "0.65");
    query.put("popularity", "0.98");
    query.put("maintenance", "0.5");
    for (String option : settings.text("searchopts").split("&", -1)) {
      int equals = option.indexOf('=');
      if (equals > 0 && !option.startsWith("text=") && !option.startsWith("size=")) {
        query.replace(option.substring(0, equals), option.substring(equals + 1));
      }
    }
    return query.entrySet().stream()
        .map(entry -> entry.getKey() + "=" + UrlPart.of(entry.getValue()))
        .collect(Collectors.joining("&"));
  }

  /** {@code word} is part of a name, or a pattern between slashes. */
  private static boolean isExcluded(JsonNode found, String word) {
    if (word.isEmpty()) {
      return false;
    }
    List<String> words = new ArrayList<>();
    words.add(found.path("name").asString(""));
    found.path("maintainers").forEach(person -> words.add(person.path("username").asString("")));
    words.addAll(FoundPackages.keywords(found));
    String all = String.join(" ", words).toLowerCase(Locale.ROOT);
    if (!word.startsWith("/")) {
      return all.contains(word);
    }
    String pattern =
        word.endsWith("/") && word.length() > 1 ? word.substring(0, word.length() - 1) : word;
    return Pattern.compile(pattern.substring(1)).matcher(all).find();
  }
}
