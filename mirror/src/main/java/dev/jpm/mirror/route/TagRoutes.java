package dev.jpm.mirror.route;

import dev.jpm.mirror.access.Gatekeeper;
import dev.jpm.mirror.http.Answer;
import dev.jpm.mirror.http.Call;
import dev.jpm.mirror.http.HttpProblem;
import dev.jpm.mirror.http.Json;
import dev.jpm.mirror.http.Route;
import dev.jpm.mirror.http.Route.Values;
import dev.jpm.mirror.publish.Amending;
import dev.jpm.model.PackageName;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** Changes of dist-tags. */
public final class TagRoutes {
  private static final long LARGEST = 4096;

  private final Gatekeeper gatekeeper;
  private final Amending amending;

  public TagRoutes(Gatekeeper gatekeeper, Amending amending) {
    this.gatekeeper = gatekeeper;
    this.amending = amending;
  }

  public List<Route> all() {
    return List.of(
        Route.of("PUT", "/-/package/{name}/dist-tags/{tag}", this::set),
        Route.of("POST", "/-/package/{name}/dist-tags/{tag}", this::set),
        Route.of("DELETE", "/-/package/{name}/dist-tags/{tag}", this::remove),
        Route.of("PUT", "/{name}/{tag}", this::set));
  }

  private Answer set(Call call, Values values) {
    PackageName name = Names.of(values);
    gatekeeper.holder(call, name, gatekeeper.rights()::mayPublish);
    JsonNode version = Json.readAny(call, LARGEST);
    if (!version.isString()) {
      throw HttpProblem.badRequest("the body must be a version, as a JSON string");
    }
    amending.tag(amending.published(name), values.get("tag"), version.stringValue());
    return Answer.json(201, Json.object().put("ok", "dist-tags updated"));
  }

  private Answer remove(Call call, Values values) {
    PackageName name = Names.of(values);
    gatekeeper.holder(call, name, gatekeeper.rights()::mayPublish);
    amending.tag(amending.published(name), values.get("tag"), null);
    return Answer.json(200, Json.object().put("ok", "dist-tags updated"));
  }
}
