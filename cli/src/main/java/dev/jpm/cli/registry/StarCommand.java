package dev.jpm.cli.registry;

import dev.jpm.cli.Invocation;
import dev.jpm.cli.command.Command;
import dev.jpm.cli.terminal.Level;
import dev.jpm.fetcher.RegistryRequest;
import dev.jpm.model.PackageName;
import dev.jpm.model.error.ErrorCode;
import dev.jpm.model.error.JpmException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** {@code star}, {@code unstar} and {@code stars}: favorites, where a registry still keeps them. */
public final class StarCommand implements Command {
  private enum Action {
    STAR,
    UNSTAR,
    LIST
  }

  private final Action action;

  private StarCommand(Action action) {
    this.action = action;
  }

  public static StarCommand star() {
    return new StarCommand(Action.STAR);
  }

  public static StarCommand unstar() {
    return new StarCommand(Action.UNSTAR);
  }

  public static StarCommand stars() {
    return new StarCommand(Action.LIST);
  }

  @Override
  public int run(Invocation call) {
    if (action == Action.LIST) {
      list(call);
      return 0;
    }
    if (call.words().isEmpty()) {
      throw call.usage("");
    }
    String user = Identity.of(call);
    try (RegistryTalk talk = RegistryTalk.of(call)) {
      for (String word : call.words()) {
        mark(call, talk, Packages.named(call, word), user);
      }
    }
    return 0;
  }

  private void mark(Invocation call, RegistryTalk talk, PackageName name, String user) {
    boolean star = action == Action.STAR;
    JsonNode document = talk.toChange(name);
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    body.set("_id", document.path("_id"));
    body.set("_rev", document.path("_rev"));
    ObjectNode users = body.putObject("users");
    document.path("users").properties().forEach(each -> users.set(each.getKey(), each.getValue()));
    if (star) {
      users.put(user, true);
    } else {
      users.remove(user);
    }
    talk.change(
        RegistryRequest.of("PUT", talk.of(name), name.escaped()).with(body).about(name.value()));
    boolean unicode = call.settings().flag("unicode");
    String full = unicode ? "\u2605 " : "(*)";
    String empty = unicode ? "\u2606 " : "( )";
    call.terminal().line((star ? full : empty) + " " + name);
  }

  private static void list(Invocation call) {
    String typed = Packages.word(call, 0);
    String user;
    try {
      user = typed.isEmpty() ? Identity.of(call) : typed;
    } catch (JpmException e) {
      if (e.code() == ErrorCode.ENEEDAUTH) {
        call.terminal().log(Level.WARN, "stars", "auth is required to look up your username");
      }
      throw e;
    }
    try (RegistryTalk talk = RegistryTalk.of(call)) {
      String key = UrlPart.of('"' + user + '"');
      JsonNode rows = talk.get(talk.standard(), "-/_view/starredByUser?key=" + key).path("rows");
      if (rows.isEmpty()) {
        call.terminal().log(Level.WARN, "stars", "user has not starred any packages");
      }
      rows.forEach(row -> call.terminal().line(row.path("value").asString("")));
    }
  }
}
