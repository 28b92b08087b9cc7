package dev.jpm.cli.registry;

import dev.jpm.cli.Invocation;
import dev.jpm.cli.command.Command;
import dev.jpm.cli.command.JsonValues;
import dev.jpm.fetcher.RegistryRequest;
import dev.jpm.model.error.ErrorCode;
import dev.jpm.model.error.JpmException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** {@code profile get} and {@code set}: what the registry knows of the user. */
public final class ProfileCommand implements Command {
  private static final String PATH = "-/npm/v1/user";
  private static final String TFA = "two-factor auth";
  private static final List<String> WRITABLE =
      List.of("email", "password", "fullname", "homepage", "freenode", "twitter", "github");
  private static final List<String> KNOWN =
      List.of(
          "name",
          "email",
          TFA,
          "fullname",
          "homepage",
          "freenode",
          "twitter",
          "github",
          "created",
          "updated");

  @Override
  public int run(Invocation call) {
    if (call.words().isEmpty()) {
      throw call.usage("");
    }
    List<String> words = call.words().subList(1, call.words().size());
    try (RegistryTalk talk = RegistryTalk.of(call)) {
      switch (call.words().getFirst()) {
        case "get" -> get(call, talk, words);
        case "set" -> set(call, talk, words);
        default ->
            throw JpmException.of(
                ErrorCode.EUSAGE, "Unknown profile command: " + call.words().getFirst());
      }
    }
    return 0;
  }

  private static void get(Invocation call, RegistryTalk talk, List<String> words) {
    JsonNode info = talk.get(talk.standard(), PATH);
    Map<String, @Nullable Object> plain = new LinkedHashMap<>();
    info.properties()
        .forEach(field -> plain.put(field.getKey(), JsonValues.plain(field.getValue())));
    if (info.path("cidr_whitelist").isNull()) {
      plain.remove("cidr_whitelist");
    }
    if (call.settings().flag("json")) {
      call.terminal().json(plain);
      return;
    }
    Map<String, String> shown = shown(info);
    if (!words.isEmpty()) {
      call.terminal()
          .line(
              Arrays.stream(String.join(",", words).split(",", -1))
                  .filter(key -> !key.isBlank())
                  .map(key -> shown.getOrDefault(key, ""))
                  .collect(Collectors.joining("\t")));
    } else if (call.settings().flag("parseable")) {
      plain.forEach((key, value) ->
          call.terminal().line(key + "\t" + (key.equals("tfa") ? shown.get(TFA) : value)));
    } else {
      shown.forEach((key, value) -> call.terminal().line(key + ": " + value));
    }
  }

  private static Map<String, String> shown(JsonNode info) {
    Map<String, String> shown = new LinkedHashMap<>();
    KNOWN.forEach(key -> shown.put(key, text(info.path(key))));
    info.properties().forEach(field -> shown.putIfAbsent(field.getKey(), text(field.getValue())));
    shown.remove("tfa");
    shown.remove("email_verified");
    boolean verified = info.path("email_verified").asBoolean(false);
    shown.merge("email", verified ? " (verified)" : "(unverified)", String::concat);
    JsonNode tfa = info.path("tfa");
    boolean on = tfa.isObject() && !tfa.path("pending").asBoolean(false);
    shown.put(TFA, on ? tfa.path("mode").asString("") : "disabled");
    return shown;
  }

  /** What JavaScript holds for false is shown as nothing. */
  private static String text(JsonNode value) {
    return value.isBoolean() && !value.booleanValue() ? "" : value.asString("");
  }

  private static void set(Invocation call, RegistryTalk talk, List<String> words) {
    String key = words.isEmpty() ? "" : words.getFirst().toLowerCase(Locale.ROOT).strip();
    boolean password = key.equals("password");
    if (!password && words.size() < 2) {
      throw JpmException.of(ErrorCode.EUSAGE, "jpm profile set <prop> <value>");
    }
    if (password && words.size() > 1) {
      throw JpmException.of(
          ErrorCode.EUSAGE,
          "jpm profile set password\n"
              + "Do not include your current or new passwords on the command line");
    }
    if (!WRITABLE.contains(key)) {
      throw JpmException.of(
          ErrorCode.EUSAGE,
          "\""
              + key
              + "\" is not a property we can set. Valid properties are: "
              + String.join(", ", WRITABLE));
    }
    JsonNode value =
        password
            ? newPassword(call)
            : JsonNodeFactory.instance.stringNode(String.join(" ", words.subList(1, words.size())));
    JsonNode known = talk.get(talk.standard(), PATH);
    ObjectNode wish = JsonNodeFactory.instance.objectNode();
    for (String field : WRITABLE) {
      if (known.has(field)) {
        wish.set(field, nullWhereEmpty(known.get(field)));
      }
    }
    wish.set(key, nullWhereEmpty(value));
    JsonNode result = talk.change(RegistryRequest.of("POST", talk.standard(), PATH).with(wish));
    tell(call, key, result.path(key));
  }

  /** No value of a profile may be an empty text. */
  private static JsonNode nullWhereEmpty(JsonNode value) {
    return value.isString() && value.stringValue().isEmpty()
        ? JsonNodeFactory.instance.nullNode()
        : value;
  }

  private static ObjectNode newPassword(Invocation call) {
    Prompts prompts = new Prompts(call);
    String current = prompts.password("Current password:");
    return JsonNodeFactory.instance
        .objectNode()
        .put("old", current)
        .put("new", prompts.newPassword("profile"));
  }

  private static void tell(Invocation call, String key, JsonNode value) {
    boolean told = !value.isMissingNode() && !value.isNull();
    if (call.settings().flag("json")) {
      Map<String, @Nullable Object> json = new LinkedHashMap<>();
      if (!value.isMissingNode()) {
        json.put(key, JsonValues.plain(value));
      }
      call.terminal().json(json);
    } else if (call.settings().flag("parseable")) {
      call.terminal().line(key + "\t" + (told ? value.asString("") : ""));
    } else {
      call.terminal().line(told ? "Set " + key + " to " + value.asString("") : "Set " + key);
    }
  }
}
