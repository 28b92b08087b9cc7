package dev.jpm.mirror.route;

import dev.jpm.mirror.access.Gatekeeper;
import dev.jpm.mirror.home.Homes;
import dev.jpm.mirror.http.Answer;
import dev.jpm.mirror.http.Call;
import dev.jpm.mirror.http.HttpProblem;
import dev.jpm.mirror.http.Json;
import dev.jpm.mirror.http.Route;
import dev.jpm.mirror.http.Route.Values;
import dev.jpm.model.PackageName;
import java.util.List;
import java.util.regex.Pattern;
import tools.jackson.databind.node.ObjectNode;

/** Advisories, keys and attestations: the upstream's. */
public final class SecurityRoutes {
  private static final long LARGEST = 16L << 20;
  private static final String BULK = "-/npm/v1/security/advisories/bulk";
  private static final String KEYS = "-/npm/v1/keys";
  private static final String ATTESTATIONS = "-/npm/v1/attestations/";

  private static final Pattern SPEC = Pattern.compile("[A-Za-z0-9@%._~+-]+");

  private final Gatekeeper gatekeeper;
  private final Homes homes;
  private final PassedThrough upstream;

  public SecurityRoutes(Gatekeeper gatekeeper, Homes homes, PassedThrough upstream) {
    this.gatekeeper = gatekeeper;
    this.homes = homes;
    this.upstream = upstream;
  }

  public List<Route> all() {
    return List.of(
        Route.of("POST", "/" + BULK, this::bulk),
        Route.of("GET", "/" + KEYS, (call, values) -> Answer.json(200, upstream.get(KEYS))),
        Route.of("GET", "/" + ATTESTATIONS + "{spec}", this::attestations));
  }

  /** The names of own packages tell what a company works on: they stay here. */
  private Answer bulk(Call call, Values values) {
    gatekeeper.admitReader(call);
    ObjectNode asked = Json.read(call, LARGEST);
    ObjectNode passed = Json.object();
    asked
        .properties()
        .forEach(entry -> {
          boolean theirs =
              PackageName.tryParse(entry.getKey()).filter(name -> !homes.isOwn(name)).isPresent();
          if (theirs) {
            passed.set(entry.getKey(), entry.getValue());
          }
        });
    return Answer.json(200, passed.isEmpty() ? passed : upstream.post(BULK, passed));
  }

  private Answer attestations(Call call, Values values) {
    gatekeeper.admitReader(call);
    String spec = values.get("spec").replace("/", "%2f");
    if (!SPEC.matcher(spec).matches()) {
      throw HttpProblem.notFound("Not found");
    }
    return Answer.json(200, upstream.get(ATTESTATIONS + spec));
  }
}
