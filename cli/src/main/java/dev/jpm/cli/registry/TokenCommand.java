package dev.jpm.cli.registry;

import dev.jpm.cli.Invocation;
import dev.jpm.cli.command.Command;
import dev.jpm.cli.command.JsonValues;
import dev.jpm.cli.terminal.Palette;
import dev.jpm.config.Registries.Registry;
import dev.jpm.config.Settings;
import dev.jpm.fetcher.RegistryRequest;
import dev.jpm.model.error.ErrorCode;
import dev.jpm.model.error.JpmException;
import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** {@code token list}, {@code revoke} and {@code create}. */
public final class TokenCommand implements Command {
  private static final String PATH = "-/npm/v1/tokens";
  private static final int SHORTEST_ID = 6;
  private static final int MOST_PAGES = 1_000;

  @Override
  public int run(Invocation call) {
    List<String> words = call.words();
    String word = words.isEmpty() ? "list" : words.getFirst();
    try (RegistryTalk talk = RegistryTalk.of(call)) {
      One one = new One(call, talk, talk.standard());
      switch (word) {
        case "list", "ls" -> one.list();
        case "rm", "delete", "revoke", "remove" -> one.revoke(words.subList(1, words.size()));
        case "create" -> one.create();
        default -> throw call.usage(word + " is not a recognized subcommand.");
      }
    }
    return 0;
  }

  /** One call with its tools. */
  private record One(Invocation call, RegistryTalk talk, Registry registry) {
    void list() {
      List<ObjectNode> tokens = tokens();
      tokens.forEach(token -> token.put("id", shortId(token, tokens)));
      if (call.settings().flag("json")) {
        call.terminal().json(tokens.stream().map(JsonValues::plain).toList());
      } else if (call.settings().flag("parseable")) {
        call.terminal().line("key\ttoken\tid\tname\tcreated\treadonly\tCIDR whitelist");
        tokens.forEach(token -> call.terminal().line(columns(token)));
      } else {
        tokens.forEach(this::tell);
      }
    }

    private void tell(ObjectNode token) {
      Palette palette = call.terminal().onOut();
      String created = token.path("created").asString("");
      call.terminal()
          .line(
              palette.blue("Token")
                  + " "
                  + token.path("token").asString("")
                  + "… with id "
                  + palette.cyan(token.path("id").asString(""))
                  + " name "
                  + palette.magenta(token.path("name").asString(""))
                  + " created "
                  + created.substring(0, Math.min(created.length(), 10)));
      tellRanges(token);
      call.terminal().line("");
    }

    private void tellRanges(JsonNode token) {
      if (!token.path("cidr_whitelist").isEmpty()) {
        String ranges = String.join(",", texts(token.path("cidr_whitelist")));
        call.terminal().line("with IP whitelist: " + call.terminal().onOut().green(ranges));
      }
    }

    private List<ObjectNode> tokens() {
      List<ObjectNode> found = new ArrayList<>();
      JsonNode page = talk.get(registry, PATH);
      for (int pages = 0; pages < MOST_PAGES; pages++) {
        for (JsonNode token : page.path("objects")) {
          if (token instanceof ObjectNode object) {
            found.add(object);
          }
        }
        Optional<RegistryRequest> next = next(page.path("urls").path("next").asString(""));
        if (next.isEmpty()) {
          break;
        }
        page = talk.reply(next.get()).orThrow();
      }
      return found;
    }

    /** An address, or a path of the registry. */
    private Optional<RegistryRequest> next(String told) {
      if (told.isEmpty()) {
        return Optional.empty();
      }
      boolean path = told.startsWith("/");
      return Optional.of(
          path
              ? RegistryRequest.of("GET", registry, told.substring(1))
              : RegistryRequest.get(registry, URI.create(told)));
    }

    void revoke(List<String> wanted) {
      if (wanted.isEmpty()) {
        throw call.usage("`<tokenKey>` argument is required.");
      }
      List<ObjectNode> tokens = tokens();
      List<String> keys = wanted.stream().map(id -> key(id, tokens)).toList();
      for (String key : keys) {
        talk.change(
            RegistryRequest.of("DELETE", registry, PATH + "/token/" + key).about("the token"));
      }
      if (call.settings().flag("json")) {
        call.terminal().json(keys);
      } else if (call.settings().flag("parseable")) {
        call.terminal().line(String.join("\t", keys));
      } else {
        call.terminal().line("Removed " + keys.size() + " token" + (keys.size() == 1 ? "" : "s"));
      }
    }

    void create() {
      Settings settings = call.settings();
      String given = settings.text("password");
      ObjectNode wish = TokenWish.of(settings);
      wish.put("password", given.isEmpty() ? new Prompts(call).password("npm password:") : given);
      JsonNode made = talk.change(RegistryRequest.of("POST", registry, PATH).with(wish));
      Map<String, @Nullable Object> told = new LinkedHashMap<>();
      made.properties()
          .forEach(field -> told.put(field.getKey(), JsonValues.plain(field.getValue())));
      told.remove("key");
      told.remove("updated");
      if (settings.flag("json")) {
        call.terminal().json(told);
      } else if (settings.flag("parseable")) {
        told.forEach((key, value) -> call.terminal().line(key + "\t" + value));
      } else {
        call.terminal().line("Created token " + made.path("token").asString(""));
        tellRanges(made);
        if (!made.path("expires").asString("").isEmpty()) {
          call.terminal().line("expires: " + made.path("expires").asString(""));
        }
      }
    }
  }

  /** The key of the one token that {@code id} begins, or {@code id} where it is a token itself. */
  private static String key(String id, List<ObjectNode> tokens) {
    List<String> matching =
        tokens.stream()
            .map(token -> token.path("key").asString(""))
            .filter(key -> key.startsWith(id))
            .toList();
    if (matching.size() == 1) {
      return matching.getFirst();
    }
    if (matching.size() > 1) {
      throw JpmException.of(
          ErrorCode.EUSAGE,
          "Token ID \""
              + id
              + "\" was ambiguous, a new token may have been created since you last ran"
              + " `jpm token list`");
    }
    if (tokens.stream().noneMatch(token -> id.startsWith(token.path("token").asString("\n")))) {
      throw JpmException.of(ErrorCode.EUSAGE, "Unknown token id or value \"" + id + "\"");
    }
    return id;
  }

  /** As much of its key as tells it from all others. */
  private static String shortId(ObjectNode token, List<ObjectNode> tokens) {
    String key = token.path("key").asString("");
    for (int length = SHORTEST_ID; length < key.length(); length++) {
      String begin = key.substring(0, length);
      if (tokens.stream()
          .map(other -> other.path("key").asString(""))
          .noneMatch(other -> !other.equals(key) && other.startsWith(begin))) {
        return begin;
      }
    }
    return key;
  }

  private static String columns(ObjectNode token) {
    return String.join(
        "\t",
        token.path("key").asString(""),
        token.path("token").asString(""),
        token.path("id").asString(""),
        token.path("name").asString(""),
        token.path("created").asString(""),
        Boolean.toString(token.path("readonly").asBoolean(false)),
        String.join(",", texts(token.path("cidr_whitelist"))));
  }

  private static List<String> texts(JsonNode list) {
    List<String> texts = new ArrayList<>();
    list.forEach(item -> texts.add(item.asString("")));
    return texts;
  }
}
