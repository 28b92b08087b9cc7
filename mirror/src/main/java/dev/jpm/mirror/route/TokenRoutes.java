package dev.jpm.mirror.route;

import dev.jpm.mirror.access.Accounts;
import dev.jpm.mirror.access.Accounts.MadeToken;
import dev.jpm.mirror.access.Gatekeeper;
import dev.jpm.mirror.http.Answer;
import dev.jpm.mirror.http.Call;
import dev.jpm.mirror.http.HttpProblem;
import dev.jpm.mirror.http.Json;
import dev.jpm.mirror.http.Route;
import dev.jpm.mirror.http.Route.Values;
import dev.jpm.mirror.http.Timestamps;
import dev.jpm.mirror.metadata.People.Token;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Tokens: those that a person has, new ones, and their end. */
public final class TokenRoutes {
  private static final long LARGEST = 64 * 1024;
  private static final String PATH = "/-/npm/v1/tokens";

  private final Gatekeeper gatekeeper;
  private final Accounts accounts;

  public TokenRoutes(Gatekeeper gatekeeper, Accounts accounts) {
    this.gatekeeper = gatekeeper;
    this.accounts = accounts;
  }

  public List<Route> all() {
    return List.of(
        Route.of("GET", PATH, this::list),
        Route.of("POST", PATH, this::create),
        Route.of("DELETE", PATH + "/token/{id}", this::revoke));
  }

  private Answer list(Call call, Values values) {
    List<Token> tokens = accounts.tokens(gatekeeper.person(call).name());
    ObjectNode answer = Json.object();
    ArrayNode objects = answer.putArray("objects");
    tokens.forEach(token -> objects.add(told(token)));
    answer.put("total", tokens.size()).putObject("urls");
    return Answer.json(200, answer);
  }

  private Answer create(Call call, Values values) {
    String person = gatekeeper.writer(call);
    ObjectNode body = Json.read(call, LARGEST);
    if (!accounts.knows(person, body.path("password").asString(""), call.remote())) {
      throw HttpProblem.unauthorized("the password is not right");
    }
    MadeToken made = accounts.issue(person, new TokenWishes(body).read());
    return Answer.json(201, told(made.token()).put("token", made.secret()));
  }

  private Answer revoke(Call call, Values values) {
    String id = values.get("id");
    String person = gatekeeper.ender(call, id);
    if (!accounts.revoke(person, id) && !accounts.revokeSecret(person, id)) {
      throw HttpProblem.notFound("there is no such token");
    }
    return Answer.empty(204);
  }

  private static ObjectNode told(Token token) {
    @Nullable Instant expires = token.expires();
    ObjectNode told =
        Json.object()
            .put("key", token.id())
            .put("token", token.id().substring(0, 6))
            .put("name", token.name())
            .put("readonly", token.readonly())
            .put("created", Timestamps.of(token.created()))
            .put("updated", Timestamps.of(token.created()));
    told.putNull("cidr_whitelist");
    told.setAll(token.limits().json());
    if (expires != null) {
      told.put("expires", Timestamps.of(expires));
    }
    return told;
  }
}
