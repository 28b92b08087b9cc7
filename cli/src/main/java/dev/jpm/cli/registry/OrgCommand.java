package dev.jpm.cli.registry;

import dev.jpm.cli.Invocation;
import dev.jpm.cli.command.Command;
import dev.jpm.cli.command.JsonValues;
import dev.jpm.fetcher.RegistryRequest;
import dev.jpm.model.error.ErrorCode;
import dev.jpm.model.error.JpmException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** {@code org}: who belongs to an organization, and as what. */
public final class OrgCommand implements Command {
  @Override
  public int run(Invocation call) {
    try (RegistryTalk talk = RegistryTalk.of(call)) {
      One one = new One(call, talk);
      String user = Packages.word(call, 2);
      switch (Packages.word(call, 0)) {
        case "add", "set" -> one.set(required(user, 2), Packages.word(call, 3));
        case "rm" -> one.remove(required(user, 2));
        case "ls" -> one.list(user);
        default -> throw call.usage("");
      }
    }
    return 0;
  }

  private static String required(String word, int index) {
    if (word.isEmpty()) {
      String which = index == 1 ? "First argument `orgname`" : "Second argument `username`";
      throw JpmException.of(ErrorCode.EUSAGE, which + " is required");
    }
    return word;
  }

  /** One call with its tools. */
  private record One(Invocation call, RegistryTalk talk) {
    private String org() {
      return bare(required(Packages.word(call, 1), 1));
    }

    void set(String user, String typedRole) {
      String role = typedRole.isEmpty() ? "developer" : typedRole;
      if (!role.matches("owner|admin|developer")) {
        throw JpmException.of(
            ErrorCode.EUSAGE,
            "Third argument `role` must be one of `owner`, `admin`, or `developer`, with"
                + " `developer` being the default value if omitted");
      }
      ObjectNode body = JsonNodeFactory.instance.objectNode();
      body.put("user", bare(user)).put("role", role);
      JsonNode made = talk.change(members("PUT").with(body));
      JsonNode org = made.path("org");
      String size = org.path("size").asString("0");
      if (call.settings().flag("json")) {
        Object plain = JsonValues.plain(made);
        call.terminal().json(plain == null ? Map.of() : plain);
      } else if (call.settings().flag("parseable")) {
        call.terminal().line("org\torgsize\tuser\trole");
        call.terminal()
            .line(
                String.join(
                    "\t",
                    org.path("name").asString(""),
                    size,
                    text(made, "user"),
                    text(made, "role")));
      } else if (!call.terminal().silent()) {
        call.terminal()
            .line(
                "Added "
                    + text(made, "user")
                    + " as "
                    + text(made, "role")
                    + " to "
                    + org.path("name").asString("")
                    + ". You now have "
                    + counted(size));
      }
    }

    void remove(String user) {
      talk.change(
          members("DELETE").with(JsonNodeFactory.instance.objectNode().put("user", bare(user))));
      String size = Integer.toString(roster().size());
      if (call.settings().flag("json")) {
        Map<String, Object> told = new LinkedHashMap<>();
        told.put("user", bare(user));
        told.put("org", org());
        told.put("userCount", Integer.valueOf(size));
        told.put("deleted", true);
        call.terminal().json(told);
      } else if (call.settings().flag("parseable")) {
        call.terminal().line("user\torg\tuserCount\tdeleted");
        call.terminal().line(String.join("\t", bare(user), org(), size, "true"));
      } else if (!call.terminal().silent()) {
        call.terminal()
            .line(
                "Successfully removed "
                    + bare(user)
                    + " from "
                    + org()
                    + ". You now have "
                    + counted(size));
      }
    }

    void list(String user) {
      Map<String, String> roster = roster();
      if (!user.isEmpty()) {
        roster.keySet().retainAll(java.util.Set.of(user));
      }
      if (call.settings().flag("json")) {
        call.terminal().json(roster);
      } else if (call.settings().flag("parseable")) {
        call.terminal().line("user\trole");
        roster.forEach((name, role) -> call.terminal().line(name + "\t" + role));
      } else if (!call.terminal().silent()) {
        new TreeMap<>(roster)
            .forEach((name, role) ->
                call.terminal().line(name + " - " + call.terminal().onOut().cyan(role)));
      }
    }

    private Map<String, String> roster() {
      JsonNode told = talk.reply(members("GET")).orThrow();
      Map<String, String> roster = new LinkedHashMap<>();
      told.properties()
          .forEach(member -> roster.put(member.getKey(), member.getValue().asString("")));
      return roster;
    }

    private RegistryRequest members(String method) {
      String path = "-/org/" + UrlPart.of(org()) + "/user";
      return RegistryRequest.of(method, talk.standard(), path);
    }

    private static String counted(String size) {
      return size + " member" + (size.equals("1") ? "" : "s") + " in this org.";
    }

    private static String text(JsonNode node, String field) {
      return node.path(field).asString("");
    }

    private static String bare(String name) {
      return name.startsWith("@") || name.startsWith("~") ? name.substring(1) : name;
    }
  }
}
