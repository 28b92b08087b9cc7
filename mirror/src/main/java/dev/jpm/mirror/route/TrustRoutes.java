package dev.jpm.mirror.route;

import dev.jpm.mirror.access.Gatekeeper;
import dev.jpm.mirror.http.Answer;
import dev.jpm.mirror.http.Call;
import dev.jpm.mirror.http.HttpProblem;
import dev.jpm.mirror.http.Json;
import dev.jpm.mirror.http.Route;
import dev.jpm.mirror.http.Route.Values;
import dev.jpm.mirror.http.Timestamps;
import dev.jpm.mirror.metadata.TrustRules.Rule;
import dev.jpm.mirror.trust.TrustedPublishing;
import dev.jpm.mirror.trust.TrustedPublishing.Given;
import dev.jpm.model.PackageName;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Which builds may publish a package, and the tokens that they are given for it. */
public final class TrustRoutes {
  private static final long LARGEST = 64 * 1024;
  private static final String RULES = "/-/package/{name}/trust";

  private final Gatekeeper gatekeeper;
  private final TrustedPublishing trusted;

  public TrustRoutes(Gatekeeper gatekeeper, TrustedPublishing trusted) {
    this.gatekeeper = gatekeeper;
    this.trusted = trusted;
  }

  public List<Route> all() {
    return List.of(
        Route.of("POST", "/-/npm/v1/oidc/token/exchange/package/{name}", this::exchange),
        Route.of("GET", RULES, this::list),
        Route.of("POST", RULES, this::add),
        Route.of("DELETE", RULES + "/{id}", this::revoke));
  }

  private Answer exchange(Call call, Values values) {
    Given given = trusted.exchange(call, Names.of(values));
    return Answer.json(
            201,
            Json.object()
                .put("token_type", "oidc")
                .put("token", given.secret())
                .put("created", Timestamps.of(given.created()))
                .put("expires", Timestamps.of(given.expires())))
        .with("cache-control", "no-store");
  }

  private Answer list(Call call, Values values) {
    PackageName name = managed(call, values);
    ArrayNode list = Json.array();
    trusted.rules(name).forEach(rule -> list.add(told(rule)));
    return Answer.json(200, list);
  }

  private Answer add(Call call, Values values) {
    PackageName name = Names.of(values);
    String person = gatekeeper.holder(call, name, gatekeeper.rights()::mayTrust);
    JsonNode wishes = Json.readAny(call, LARGEST);
    if (!wishes.isArray() || wishes.isEmpty()) {
      throw HttpProblem.badRequest("the body must be a list of trusted publishers");
    }
    ArrayNode list = Json.array();
    for (JsonNode wish : wishes) {
      list.add(told(trusted.trust(name, wish, person)));
    }
    return Answer.json(201, list);
  }

  private Answer revoke(Call call, Values values) {
    if (!trusted.revoke(managed(call, values), values.get("id"))) {
      throw HttpProblem.notFound("there is no such trusted publisher");
    }
    return Answer.empty(204);
  }

  private PackageName managed(Call call, Values values) {
    PackageName name = Names.of(values);
    gatekeeper.holder(call, name, gatekeeper.rights()::mayManage);
    return name;
  }

  private static ObjectNode told(Rule rule) {
    ObjectNode told = Json.object().put("id", rule.id()).put("type", rule.type());
    told.set("claims", rule.claims());
    rule.permissions().forEach(told.putArray("permissions")::add);
    return told;
  }
}
