package dev.jpm.mirror.route;

import dev.jpm.mirror.access.Accounts;
import dev.jpm.mirror.access.Accounts.TokenWish;
import dev.jpm.mirror.access.Gatekeeper;
import dev.jpm.mirror.http.Answer;
import dev.jpm.mirror.http.Call;
import dev.jpm.mirror.http.HttpProblem;
import dev.jpm.mirror.http.Json;
import dev.jpm.mirror.http.Route;
import dev.jpm.mirror.http.Route.Values;
import dev.jpm.mirror.http.Timestamps;
import dev.jpm.mirror.metadata.People.Person;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** People: who one is, the login of old clients, the profile. */
public final class AccountRoutes {
  private static final long LARGEST = 64 * 1024;
  private static final String PASSWORD = "password";
  private static final String USER = "/-/user/org.couchdb.user:{person}";

  private final Gatekeeper gatekeeper;
  private final Accounts accounts;

  public AccountRoutes(Gatekeeper gatekeeper, Accounts accounts) {
    this.gatekeeper = gatekeeper;
    this.accounts = accounts;
  }

  public List<Route> all() {
    return List.of(
        Route.of("GET", "/-/whoami", this::whoAmI),
        Route.of("GET", "/-/npm/v1/user", this::profile),
        Route.of("POST", "/-/npm/v1/user", this::change),
        Route.of("PUT", USER, this::enter),
        Route.of("GET", USER, this::user),
        Route.of("DELETE", "/-/user/token/{secret}", this::leave));
  }

  private Answer whoAmI(Call call, Values values) {
    return Answer.json(200, Json.object().put("username", gatekeeper.person(call).name()));
  }

  private Answer profile(Call call, Values values) {
    return Answer.json(200, told(person(gatekeeper.person(call).name())));
  }

  private static ObjectNode told(Person person) {
    return Json.object()
        .put("name", person.name())
        .put("email", person.email())
        .put("email_verified", false)
        .put("tfa", false)
        .put("created", Timestamps.of(person.created()));
  }

  /** Clients send all that they were told along with what is to be changed. */
  private Answer change(Call call, Values values) {
    Person person = person(gatekeeper.writer(call));
    ObjectNode body = Json.read(call, LARGEST);
    ObjectNode known = told(person);
    for (Map.Entry<String, JsonNode> field : body.properties()) {
      String now = known.path(field.getKey()).asString("");
      if (!field.getKey().equals(PASSWORD) && !field.getValue().asString("").equals(now)) {
        throw HttpProblem.badRequest(
            "Of a user nothing but the password can be changed here, not " + field.getKey());
      }
    }
    JsonNode password = body.path(PASSWORD);
    if (password.isObject()) {
      accounts.changePassword(
          person.name(),
          password.path("old").asString(""),
          password.path("new").asString(""),
          call.remote(),
          gatekeeper.secret(call));
    }
    return Answer.json(200, known);
  }

  private Answer enter(Call call, Values values) {
    ObjectNode body = Json.read(call, LARGEST);
    String name = values.get("person");
    if (!body.path("name").asString(name).equals(name)) {
      throw HttpProblem.badRequest("the body is about another user than the path");
    }
    accounts.enter(
        name, body.path("password").asString(""), body.path("email").asString(""), call.remote());
    String token = accounts.issue(name, TokenWish.LOGIN).secret();
    return Answer.json(
        201,
        Json.object()
            .put("ok", true)
            .put("id", "org.couchdb.user:" + name)
            .put("rev", "1")
            .put("token", token));
  }

  /** What owners are told of each other. */
  private Answer user(Call call, Values values) {
    gatekeeper.person(call);
    Person person = person(values.get("person"));
    return Answer.json(
        200,
        Json.object()
            .put("_id", "org.couchdb.user:" + person.name())
            .put("name", person.name())
            .put("email", person.email())
            .put("type", "user")
            .put("date", Timestamps.of(person.created())));
  }

  private Answer leave(Call call, Values values) {
    String secret = values.get("secret");
    if (!accounts.revokeSecret(gatekeeper.ender(call, secret), secret)) {
      throw HttpProblem.notFound("there is no such token");
    }
    return Answer.json(200, Json.object().put("ok", true));
  }

  private Person person(String name) {
    return accounts
        .find(name)
        .orElseThrow(() -> HttpProblem.notFound("there is no user called " + name));
  }
}
