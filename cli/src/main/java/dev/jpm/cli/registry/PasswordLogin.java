package dev.jpm.cli.registry;

import dev.jpm.cli.Invocation;
import dev.jpm.config.Registries.Registry;
import dev.jpm.fetcher.RegistryReply;
import dev.jpm.fetcher.RegistryReply.Refused;
import dev.jpm.fetcher.RegistryRequest;
import dev.jpm.model.error.ErrorCode;
import dev.jpm.model.error.JpmException;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** The older login: a document about the user, put where the registry keeps them. */
final class PasswordLogin {
  private static final int BAD_REQUEST = 400;
  private static final int CONFLICT = 409;

  private final Invocation call;
  private final RegistryTalk talk;
  private final Registry registry;
  private final boolean newUser;

  PasswordLogin(Invocation call, RegistryTalk talk, Registry registry, boolean newUser) {
    this.call = call;
    this.talk = talk;
    this.registry = registry;
    this.newUser = newUser;
  }

  /** The token that the registry gives to who the terminal says it is. */
  String token() {
    Prompts prompts = new Prompts(call);
    String user = prompts.username("Username:");
    String password = prompts.password("Password:");
    ObjectNode document = document(user, password);
    if (newUser) {
      document.put("email", prompts.email("Email (this will be public):"));
    }
    RegistryReply reply = talk.changed(put(path(user), document));
    if (reply instanceof Refused refused && !newUser) {
      if (refused.status() == BAD_REQUEST) {
        throw JpmException.of(
            ErrorCode.EHTTP, "There is no user with the username \"" + user + "\"");
      }
      if (refused.status() == CONFLICT) {
        reply = again(user, password, document);
      }
    }
    String token = reply.orThrow().path("token").asString("");
    if (token.isEmpty()) {
      throw JpmException.of(ErrorCode.EHTTP, "The registry has answered the login with no token");
    }
    return token;
  }

  /** Some want a user that exists changed by its revision, and to be shown the password. */
  private RegistryReply again(String user, String password, ObjectNode document) {
    JsonNode known = talk.get(registry, path(user) + "?write=true");
    for (Map.Entry<String, JsonNode> field : known.properties()) {
      if (!document.has(field.getKey()) || field.getKey().equals("roles")) {
        document.set(field.getKey(), field.getValue());
      }
    }
    String rev = document.path("_rev").asString("");
    return talk.changed(put(path(user) + "/-rev/" + rev, document).as(user, password));
  }

  private RegistryRequest put(String path, ObjectNode document) {
    return RegistryRequest.of("PUT", registry, path).with(document).about("the login");
  }

  private ObjectNode document(String user, String password) {
    ObjectNode document = JsonNodeFactory.instance.objectNode();
    document.put("_id", "org.couchdb.user:" + user);
    document.put("name", user);
    document.put("password", password);
    document.put("type", "user");
    document.putArray("roles");
    document.put("date", call.session().clock().instant().toString());
    return document;
  }

  static String path(String user) {
    return "-/user/org.couchdb.user:" + UrlPart.of(user);
  }
}
