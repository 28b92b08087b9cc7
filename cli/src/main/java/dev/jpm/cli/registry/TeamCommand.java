package dev.jpm.cli.registry;

import dev.jpm.cli.Invocation;
import dev.jpm.cli.command.Command;
import dev.jpm.config.Registries.Registry;
import dev.jpm.fetcher.RegistryRequest;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** {@code team}: the teams of an organization and who is in them. */
public final class TeamCommand implements Command {
  @Override
  public int run(Invocation call) {
    String typed = Packages.word(call, 1);
    String entity = typed.startsWith("@") ? typed.substring(1) : typed;
    String user = Packages.word(call, 2);
    try (RegistryTalk talk = RegistryTalk.of(call)) {
      One one = new One(call, talk);
      switch (Packages.word(call, 0)) {
        case "create" -> one.create(Team.parse(entity));
        case "destroy" -> one.destroy(Team.parse(entity));
        case "add" -> one.add(Team.parse(entity), user);
        case "rm" -> one.remove(Team.parse(entity), user);
        case "ls" -> one.list(entity);
        default -> throw call.usage("");
      }
    }
    return 0;
  }

  /** One call with its tools. */
  private record One(Invocation call, RegistryTalk talk) {
    void create(Team team) {
      ObjectNode body = JsonNodeFactory.instance.objectNode().put("name", team.name());
      String path = "-/org/" + UrlPart.of(team.scope()) + "/team";
      talk.change(RegistryRequest.of("PUT", registry(team), path).with(body));
      tell(team, "created", "", team + "\tcreated", "+@" + team);
    }

    void destroy(Team team) {
      talk.change(RegistryRequest.of("DELETE", registry(team), team.path()));
      tell(team, "deleted", "", team + "\tdeleted", "-@" + team);
    }

    void add(Team team, String user) {
      talk.change(member("PUT", team, user));
      tell(team, "added", user, user + "\t" + team + "\tadded", user + " added to @" + team);
    }

    void remove(Team team, String user) {
      talk.change(member("DELETE", team, user));
      String line = user + " removed from @" + team;
      tell(team, "removed", user, user + "\t" + team + "\tremoved", line);
    }

    private RegistryRequest member(String method, Team team, String user) {
      if (user.isEmpty()) {
        throw call.usage("");
      }
      return RegistryRequest.of(method, registry(team), team.path() + "/user")
          .with(JsonNodeFactory.instance.objectNode().put("user", user));
    }

    private Registry registry(Team team) {
      return talk.ofScope(team.scope());
    }

    private void tell(Team team, String what, String user, String columns, String line) {
      if (call.settings().flag("json")) {
        Map<String, Object> told = new LinkedHashMap<>();
        told.put(what, true);
        told.put("team", team.toString());
        if (!user.isEmpty()) {
          told.put("user", user);
        }
        call.terminal().json(told);
      } else if (call.settings().flag("parseable")) {
        call.terminal().line(columns);
      } else if (!call.terminal().silent()) {
        call.terminal().line(line);
      }
    }

    void list(String entity) {
      if (entity.isEmpty()) {
        throw call.usage("");
      }
      boolean users = entity.matches("[^:]+:.+");
      String path =
          users ? Team.parse(entity).path() + "/user" : "-/org/" + UrlPart.of(entity) + "/team";
      String scope = users ? Team.parse(entity).scope() : entity;
      JsonNode answer = talk.get(talk.ofScope(scope), path + "?format=cli");
      List<String> found = new ArrayList<>();
      answer.forEach(item -> found.add(item.asString("")));
      found.sort(null);
      if (call.settings().flag("json")) {
        call.terminal().json(found);
      } else if (call.settings().flag("parseable")) {
        call.terminal().line(String.join("\n", found));
      } else if (!call.terminal().silent()) {
        String what = found.size() + (users ? " user" : " team") + (found.size() == 1 ? "" : "s");
        call.terminal().line("@" + entity + " has " + what + (found.isEmpty() ? "" : ":"));
        found.forEach(each -> call.terminal().line((users ? "" : "@") + each));
      }
    }
  }
}
