package dev.jpm.cli.registry;

import dev.jpm.cli.Invocation;
import dev.jpm.cli.ManifestFile;
import dev.jpm.cli.command.Command;
import dev.jpm.cli.command.JsonValues;
import dev.jpm.fetcher.RegistryRequest;
import dev.jpm.model.Manifest;
import dev.jpm.model.PackageName;
import dev.jpm.model.error.ErrorCode;
import dev.jpm.model.error.JpmException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** {@code trust}: which builds may publish a package without a token. */
public final class TrustCommand implements Command {
  private static final Map<String, String> SERVICES =
      Map.of("github", "GitHub Actions", "gitlab", "GitLab CI/CD", "circleci", "CircleCI");

  @Override
  public int run(Invocation call) {
    String word = Packages.word(call, 0);
    if (call.words().size() > 2 || !isKnown(word)) {
      throw call.usage(word.isEmpty() ? "" : word + " is not a recognized subcommand.");
    }
    PackageName name = Packages.namedOrProject(call, Packages.word(call, 1));
    try (RegistryTalk talk = RegistryTalk.of(call)) {
      One one = new One(call, talk, name);
      switch (word) {
        case "list", "ls" -> one.list();
        case "revoke" -> one.revoke();
        default -> one.add(word);
      }
    }
    return 0;
  }

  private static boolean isKnown(String word) {
    return SERVICES.containsKey(word) || List.of("list", "ls", "revoke").contains(word);
  }

  /** One call with its tools. */
  private record One(Invocation call, RegistryTalk talk, PackageName name) {
    private String path() {
      return "-/package/" + name.escaped() + "/trust";
    }

    void add(String service) {
      Manifest own =
          ManifestFile.readOrEmpty(call.project().packageJson())
              .filter(manifest -> name.value().equals(manifest.name()))
              .orElse(null);
      ObjectNode wish = new TrustWish(call.settings(), own).of(service);
      say("Establishing trust between " + name + " package and " + SERVICES.get(service));
      say("Anyone who may change what is built there can publish " + name);
      show(wish);
      if (call.settings().flag("dry-run")) {
        return;
      }
      confirm();
      JsonNode made =
          talk.change(
              RegistryRequest.of("POST", talk.of(name), path())
                  .with(JsonNodeFactory.instance.arrayNode().add(wish))
                  .about(name.value()));
      say("Trust configuration created successfully for " + name);
      showAll(made);
    }

    void list() {
      JsonNode rules =
          talk.change(RegistryRequest.of("GET", talk.of(name), path()).about(name.value()));
      if (rules.isEmpty()) {
        say("No trust configurations found for package (" + name + ")");
      }
      showAll(rules);
    }

    void revoke() {
      String id = call.settings().text("id");
      if (id.isEmpty()) {
        throw JpmException.of(
            ErrorCode.EUSAGE,
            "ID of the trusted relationship to revoke must be specified with the --id option");
      }
      if (!call.settings().flag("dry-run")) {
        String escaped = URLEncoder.encode(id, StandardCharsets.UTF_8);
        talk.change(
            RegistryRequest.of("DELETE", talk.of(name), path() + "/" + escaped)
                .about(name.value()));
      }
      say("Revoked trusted configuration for package " + name + " with id " + id);
    }

    private void confirm() {
      Optional<Boolean> decided = call.settings().decision("yes");
      boolean agreed =
          decided.orElseGet(() ->
              List.of("y", "yes")
                  .contains(new Prompts(call).answer("Do you want to proceed? (y/N)")));
      if (!agreed) {
        throw JpmException.of(ErrorCode.EUSAGE, "canceled");
      }
    }

    private void say(String sentence) {
      if (!call.settings().flag("json")) {
        call.terminal().line(sentence);
      }
    }

    private void showAll(JsonNode rules) {
      for (JsonNode rule : rules.isArray() ? rules : List.of(rules)) {
        show(rule);
      }
    }

    /** A rule as flags would say it. */
    private void show(JsonNode rule) {
      if (call.settings().flag("json")) {
        call.terminal().json(Objects.requireNonNull(JsonValues.plain(rule)));
        return;
      }
      List<String> lines = new ArrayList<>();
      for (String field : List.of("type", "id")) {
        add(lines, field, rule.path(field).asString(""));
      }
      for (Map.Entry<String, JsonNode> claim : rule.path("claims").properties()) {
        String key = claim.getKey().replaceFirst("^oidc\\.circleci\\.com/", "");
        JsonNode value = claim.getValue();
        boolean file = value.path("file").isString();
        add(lines, file ? "file" : key, value.path("file").asString(text(value)));
      }
      add(lines, "permissions", text(rule.path("permissions")));
      call.terminal().line("");
      lines.forEach(call.terminal()::line);
      call.terminal().line("");
    }

    private void add(List<String> lines, String key, String value) {
      if (!value.isEmpty()) {
        lines.add(key + ": " + call.terminal().onOut().green(value));
      }
    }

    private static String text(JsonNode value) {
      return value.isArray()
          ? String.join(", ", value.valueStream().map(each -> each.asString("")).toList())
          : value.asString("");
    }
  }
}
