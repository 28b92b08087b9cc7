package dev.jpm.mirror.route;

import dev.jpm.mirror.access.Accounts;
import dev.jpm.mirror.access.Accounts.MadeToken;
import dev.jpm.mirror.access.Accounts.TokenWish;
import dev.jpm.mirror.access.Gatekeeper;
import dev.jpm.mirror.access.Identity;
import dev.jpm.mirror.http.Answer;
import dev.jpm.mirror.http.Call;
import dev.jpm.mirror.http.HttpProblem;
import dev.jpm.mirror.http.Json;
import dev.jpm.mirror.http.Route;
import dev.jpm.mirror.http.Route.Values;
import dev.jpm.mirror.http.Timestamps;
import dev.jpm.mirror.metadata.People.Token;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
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
    MadeToken made = accounts.issue(person, wish(body));
    return Answer.json(201, told(made.token()).put("token", made.secret()));
  }

  private static TokenWish wish(ObjectNode body) {
    checkLimits(body);
    int days = body.path("expires").asInt(0);
    boolean readonly =
        body.path("readonly").asBoolean(false)
            || body.path("packages_and_scopes_permission").asString("").equals("read-only");
    return new TokenWish(
        body.path("name").asString(""), readonly, days > 0 ? Duration.ofDays(days) : null);
  }

  /** Dropped in silence, a limit would be trusted by those who wished it. */
  private static void checkLimits(ObjectNode body) {
    for (String limit : List.of("cidr_whitelist", "cidr", "scopes", "packages", "orgs")) {
      JsonNode wish = body.path(limit);
      if (!wish.isMissingNode() && !wish.isNull() && !(wish.isContainer() && wish.isEmpty())) {
        throw HttpProblem.badRequest("This registry cannot limit a token by " + limit);
      }
    }
    for (String limit : List.of("packages_and_scopes_permission", "orgs_permission")) {
      if (!List.of("", "read-only", "read-write").contains(body.path(limit).asString(""))) {
        throw HttpProblem.badRequest("A token allows read-only or read-write, by " + limit);
      }
    }
  }

  private Answer revoke(Call call, Values values) {
    Identity.Known known = gatekeeper.person(call);
    String person = known.name();
    String id = values.get("id");
    if (known.readonly() && !gatekeeper.shows(call, id)) {
      throw HttpProblem.forbidden("This token allows reading only; it may end itself alone");
    }
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
    if (expires != null) {
      told.put("expires", Timestamps.of(expires));
    }
    return told;
  }
}
