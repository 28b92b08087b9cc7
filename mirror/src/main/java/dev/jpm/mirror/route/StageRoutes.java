package dev.jpm.mirror.route;

import dev.jpm.mirror.access.Gatekeeper;
import dev.jpm.mirror.blob.Blob;
import dev.jpm.mirror.blob.BlobStore;
import dev.jpm.mirror.http.Answer;
import dev.jpm.mirror.http.Call;
import dev.jpm.mirror.http.HttpProblem;
import dev.jpm.mirror.http.Json;
import dev.jpm.mirror.http.Route;
import dev.jpm.mirror.http.Route.Values;
import dev.jpm.mirror.http.Timestamps;
import dev.jpm.mirror.metadata.StagedVersions.Staged;
import dev.jpm.mirror.publish.Staging;
import java.util.List;
import java.util.regex.Pattern;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Versions that wait for approval. */
public final class StageRoutes {
  private static final Pattern NUMBER = Pattern.compile("\\d{1,6}");
  private static final int LARGEST_PAGE = 100;

  private final Gatekeeper gatekeeper;
  private final Staging staging;
  private final BlobStore blobs;

  public StageRoutes(Gatekeeper gatekeeper, Staging staging, BlobStore blobs) {
    this.gatekeeper = gatekeeper;
    this.staging = staging;
    this.blobs = blobs;
  }

  public List<Route> all() {
    return List.of(
        Route.of("GET", "/-/stage", this::list),
        Route.of("GET", "/-/stage/{id}", this::show),
        Route.of("GET", "/-/stage/{id}/tarball", this::tarball),
        Route.of("POST", "/-/stage/{id}/approve", this::approve),
        Route.of("DELETE", "/-/stage/{id}", this::reject));
  }

  private Answer list(Call call, Values values) {
    String wanted = call.query("package", "");
    List<Staged> all =
        staging.seenBy(gatekeeper.person(call)).stream()
            .filter(it -> wanted.isEmpty() || it.name().value().equals(wanted))
            .toList();
    int perPage = Math.min(number(call, "perPage", 10), LARGEST_PAGE);
    ObjectNode answer = Json.object();
    ArrayNode items = answer.putArray("items");
    all.stream()
        .skip((long) number(call, "page", 0) * perPage)
        .limit(perPage)
        .forEach(it -> items.add(told(it)));
    return Answer.json(200, answer.put("total", all.size()));
  }

  private static int number(Call call, String parameter, int otherwise) {
    String text = call.query(parameter, String.valueOf(otherwise));
    if (!NUMBER.matcher(text).matches()) {
      throw HttpProblem.badRequest(parameter + " must be a number");
    }
    return Integer.parseInt(text);
  }

  private Answer show(Call call, Values values) {
    return Answer.json(200, told(found(call, values)));
  }

  private Answer tarball(Call call, Values values) {
    Blob blob =
        blobs
            .find(found(call, values).digest())
            .orElseThrow(() -> HttpProblem.notFound("Not found"));
    return Answer.stream(
            200, "application/octet-stream", blob.size(), out -> blob.copy(0, blob.size(), out))
        .with("cache-control", "no-store");
  }

  private Staged found(Call call, Values values) {
    return staging.find(values.get("id"), gatekeeper.person(call));
  }

  private Answer approve(Call call, Values values) {
    staging.approve(values.get("id"), gatekeeper.writing(call));
    return Answer.json(201, Json.object().put("success", true));
  }

  private Answer reject(Call call, Values values) {
    staging.reject(values.get("id"), gatekeeper.writing(call));
    return Answer.empty(204);
  }

  private static ObjectNode told(Staged staged) {
    ObjectNode manifest = staged.content().manifest();
    boolean build = manifest.path("_npmUser").has("trustedPublisher");
    return Json.object()
        .put("id", staged.id())
        .put("packageName", staged.name().value())
        .put("version", staged.version())
        .put("tag", String.join(", ", staged.content().tags()))
        .put("createdAt", Timestamps.of(staged.created()))
        .put("actor", staged.person())
        .put("actorType", build ? "trusted publisher" : "user")
        .put("shasum", manifest.path("dist").path("shasum").asString(""))
        .put("integrity", manifest.path("dist").path("integrity").asString(""));
  }
}
