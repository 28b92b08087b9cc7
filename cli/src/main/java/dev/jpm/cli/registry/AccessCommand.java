package dev.jpm.cli.registry;

import dev.jpm.cli.Invocation;
import dev.jpm.cli.command.Command;
import dev.jpm.config.Registries.Registry;
import dev.jpm.fetcher.RegistryReply;
import dev.jpm.fetcher.RegistryReply.Refused;
import dev.jpm.fetcher.RegistryRequest;
import dev.jpm.model.LocaleOrder;
import dev.jpm.model.PackageName;
import dev.jpm.model.error.ErrorCode;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** {@code access}: who may do what with a package. */
public final class AccessCommand implements Command {
  private static final Set<String> COMMANDS = Set.of("get", "grant", "list", "ls", "revoke", "set");

  @Override
  public int run(Invocation call) {
    String word = Packages.word(call, 0);
    if (!word.isEmpty() && !COMMANDS.contains(word)) {
      throw call.usage(word + " is not a valid access command");
    }
    if (call.words().size() < 2) {
      throw call.usage("");
    }
    String what = Packages.word(call, 1);
    String third = Packages.word(call, 2);
    String fourth = Packages.word(call, 3);
    try (RegistryTalk talk = RegistryTalk.of(call)) {
      One one = new One(call, talk);
      switch (word + " " + (word.equals("grant") || word.equals("revoke") ? "" : what)) {
        case "grant " -> one.grant(what, third, fourth);
        case "revoke " -> one.revoke(what, third);
        case "list packages", "ls packages" -> one.packages(third, fourth);
        case "list collaborators", "ls collaborators" -> one.collaborators(third, fourth);
        case "get status" -> one.status(Packages.namedOrProject(call, third));
        case "set status=public" -> one.publicise(third, "public");
        case "set status=private" -> one.publicise(third, "restricted");
        case "set mfa=none", "set 2fa=none" -> one.secondFactor(third, false, false);
        case "set mfa=publish", "set 2fa=publish" -> one.secondFactor(third, true, false);
        case "set mfa=automation", "set 2fa=automation" -> one.secondFactor(third, true, true);
        default -> throw call.usage(word + " " + what + " is not a valid access command");
      }
    }
    return 0;
  }

  /** One call with its tools. */
  private record One(Invocation call, RegistryTalk talk) {
    void grant(String permission, String team, String typed) {
      if (!permission.equals("read-only") && !permission.equals("read-write")) {
        throw call.usage("grant must be either `read-only` or `read-write`");
      }
      if (team.isEmpty()) {
        throw call.usage("`<scope:team>` argument is required");
      }
      PackageName name = Packages.namedOrProject(call, typed);
      ObjectNode body = JsonNodeFactory.instance.objectNode().put("package", name.value());
      Team parsed = Team.parse(team);
      talk.change(
          RegistryRequest.of("PUT", registry(name, parsed), parsed.path() + "/package")
              .with(body.put("permissions", permission)));
    }

    void revoke(String team, String typed) {
      PackageName name = Packages.namedOrProject(call, typed);
      Team parsed = Team.parse(team);
      talk.change(
          RegistryRequest.of("DELETE", registry(name, parsed), parsed.path() + "/package")
              .with(JsonNodeFactory.instance.objectNode().put("package", name.value())));
    }

    private Registry registry(PackageName name, Team team) {
      return name.scope().isPresent() ? talk.of(name) : talk.ofScope(team.scope());
    }

    void packages(String owner, String only) {
      String whose = owner.isEmpty() ? Identity.of(call) : owner;
      boolean team = whose.contains(":");
      String bare = whose.startsWith("@") ? whose.substring(1) : whose;
      String path = team ? Team.parse(whose).path() : "-/org/" + UrlPart.of(bare);
      RegistryReply reply =
          talk.reply(RegistryRequest.of("GET", talk.standard(), path + "/package"));
      if (reply instanceof Refused refused && refused.error().code() == ErrorCode.E404) {
        String user = team ? bare.substring(0, bare.indexOf(':')) : bare;
        tell(talk.get(talk.standard(), "-/user/" + UrlPart.of(user) + "/package"), only);
      } else {
        tell(reply.orThrow(), only);
      }
    }

    void collaborators(String typed, String only) {
      PackageName name = Packages.namedOrProject(call, typed);
      tell(talk.get(talk.of(name), path(name) + "/collaborators", name.value()), only);
    }

    void status(PackageName name) {
      JsonNode told = talk.get(talk.of(name), path(name) + "/visibility", name.value());
      String status = told.path("public").asBoolean(false) ? "public" : "private";
      tell(JsonNodeFactory.instance.objectNode().put(name.value(), status), "");
    }

    void publicise(String typed, String access) {
      PackageName name = Packages.namedOrProject(call, typed);
      if (name.scope().isEmpty()) {
        throw call.usage("This command is only available for scoped packages.");
      }
      setAccess(name, JsonNodeFactory.instance.objectNode().put("access", access));
      status(name);
    }

    void secondFactor(String typed, boolean wanted, boolean automation) {
      ObjectNode body = JsonNodeFactory.instance.objectNode();
      body.put("publish_requires_tfa", wanted);
      if (wanted) {
        body.put("automation_token_overrides_tfa", automation);
      }
      setAccess(Packages.namedOrProject(call, typed), body);
    }

    private void setAccess(PackageName name, ObjectNode body) {
      talk.change(
          RegistryRequest.of("POST", talk.of(name), path(name) + "/access")
              .with(body)
              .about(name.value()));
    }

    private static String path(PackageName name) {
      return "-/package/" + name.escaped();
    }

    /** {@code only} limits lines, not JSON, as with npm. */
    private void tell(JsonNode rights, String only) {
      Map<String, String> told = new LinkedHashMap<>();
      rights.properties().forEach(right -> told.put(right.getKey(), word(right.getValue())));
      if (call.settings().flag("json")) {
        call.terminal().json(told);
        return;
      }
      told.keySet().stream()
          .sorted(LocaleOrder.ENGLISH)
          .filter(name -> only.isEmpty() || only.equals(name))
          .forEach(name -> call.terminal().line(name + ": " + told.get(name)));
    }

    private static String word(JsonNode right) {
      String word = right.asString("");
      return switch (word) {
        case "read" -> "read-only";
        case "write" -> "read-write";
        default -> word;
      };
    }
  }
}
