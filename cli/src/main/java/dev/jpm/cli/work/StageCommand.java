package dev.jpm.cli.work;

import dev.jpm.cli.Invocation;
import dev.jpm.cli.command.Command;
import dev.jpm.cli.command.JsonValues;
import dev.jpm.cli.registry.RegistryTalk;
import dev.jpm.cli.terminal.Level;
import dev.jpm.config.Registries;
import dev.jpm.config.Registries.Registry;
import dev.jpm.fetcher.RegistryRequest;
import dev.jpm.install.Packed;
import dev.jpm.install.Packing;
import dev.jpm.model.PackageName;
import dev.jpm.model.error.ErrorCode;
import dev.jpm.model.error.JpmException;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/** {@code stage}: versions that are brought now, and published when somebody approves them. */
public final class StageCommand implements Command {
  private static final String PATH = "-/stage";
  private static final int PAGE = 100;
  private static final int MOST_PAGES = 1_000;
  private static final Pattern ID =
      Pattern.compile("(?i)[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");

  /** Registries' fields, where people are told them by other names. */
  private static final Map<String, String> WORDS =
      Map.of("packageName", "package name", "createdAt", "date staged", "actor", "staged by");

  @Override
  public int run(Invocation call) throws IOException {
    List<String> words = call.words();
    String word = words.isEmpty() ? "" : words.getFirst();
    List<String> rest = words.isEmpty() ? words : words.subList(1, words.size());
    if (word.equals("publish")) {
      return PublishCommand.staged(call, rest);
    }
    if (rest.size() > 1) {
      throw call.usage("");
    }
    String about = rest.isEmpty() ? "" : rest.getFirst();
    try (Work work = Work.of(call)) {
      One one = new One(call, work, new Registries(call.settings()).standard());
      switch (word) {
        case "list", "ls" -> one.list(about);
        case "view" -> one.view(id(call, about));
        case "download" -> one.download(id(call, about));
        case "approve" -> one.approve(id(call, about));
        case "reject" -> one.reject(id(call, about));
        default ->
            throw call.usage(word.isEmpty() ? "" : word + " is not a recognized subcommand.");
      }
    }
    return 0;
  }

  private static String id(Invocation call, String word) {
    if (word.isEmpty()) {
      throw call.usage("Missing required <stage-id>");
    }
    if (!ID.matcher(word).matches()) {
      throw JpmException.of(ErrorCode.EUSAGE, "stage-id must be a valid UUID");
    }
    return word;
  }

  /** One call with its tools. */
  private record One(Invocation call, Work work, Registry registry) {
    void list(String name) {
      List<JsonNode> items = items(name);
      if (call.settings().flag("json")) {
        call.terminal().json(items.stream().map(JsonValues::plain).toList());
      } else if (items.isEmpty()) {
        call.terminal()
            .line(
                name.isEmpty()
                    ? "No staged packages found."
                    : "No staged versions of package name \"" + name + "\".");
      }
      if (!call.settings().flag("json")) {
        items.forEach(this::tell);
      }
    }

    private List<JsonNode> items(String name) {
      String filter =
          name.isEmpty() ? "" : "&package=" + URLEncoder.encode(name, StandardCharsets.UTF_8);
      List<JsonNode> items = new ArrayList<>();
      for (int page = 0; page < MOST_PAGES; page++) {
        JsonNode answer = ask("GET", "?page=" + page + "&perPage=" + PAGE + filter);
        answer.path("items").forEach(items::add);
        if (items.size() >= answer.path("total").asInt(0) || answer.path("items").size() < PAGE) {
          break;
        }
      }
      return items;
    }

    void view(String id) {
      JsonNode item = ask("GET", "/" + id);
      if (call.settings().flag("json")) {
        Object plain = JsonValues.plain(item);
        call.terminal().json(plain == null ? Map.of() : plain);
      } else {
        tell(item);
      }
    }

    private void tell(JsonNode item) {
      for (Map.Entry<String, JsonNode> field : item.properties()) {
        String value = field.getValue().asString("");
        if (field.getKey().equals("actor") && item.path("actorType").isString()) {
          value += " (" + item.path("actorType").asString() + ")";
        }
        if (!field.getKey().equals("actorType") && !value.isEmpty()) {
          String word = WORDS.getOrDefault(field.getKey(), field.getKey());
          call.terminal().line(word + ": " + call.terminal().onOut().green(value));
        }
      }
      call.terminal().line("");
    }

    void download(String id) throws IOException {
      JsonNode item = ask("GET", "/" + id);
      PackageName name = PackageName.parse(item.path("packageName").asString(""));
      byte[] tarball =
          work.bench().client().tarball(name, registry.url().resolve(PATH + "/" + id + "/tarball"));
      String safe = name.value().replace("@", "").replace("/", "-");
      String file = safe + "-" + item.path("version").asString("") + "-" + id + ".tgz";
      Path target = call.session().cwd().resolve(file);
      Files.write(target, tarball);
      Packed packed = new Packing(work.bench(), List.of()).file(target);
      work.quiet();
      TarballReport report = new TarballReport(packed);
      if (call.settings().flag("json")) {
        call.terminal().json(Map.of(packed.name(), report.json()));
      } else {
        report.tell(call.terminal());
        call.terminal().line(file);
      }
    }

    void approve(String id) {
      ask("POST", "/" + id + "/approve");
      call.terminal().line("Staged package " + id + " approved and published successfully.");
    }

    void reject(String id) {
      call.terminal()
          .log(
              Level.WARN,
              "",
              "Rejecting will permanently delete this staged publish record and tarball from the"
                  + " registry.");
      ask("DELETE", "/" + id);
      call.terminal().line("Staged package " + id + " has been rejected.");
    }

    private JsonNode ask(String method, String path) {
      return RegistryTalk.of(call, work)
          .change(RegistryRequest.of(method, registry, PATH + path).about("what is staged"));
    }
  }
}
