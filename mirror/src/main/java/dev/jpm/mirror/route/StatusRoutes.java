package dev.jpm.mirror.route;

import dev.jpm.mirror.access.Gatekeeper;
import dev.jpm.mirror.blob.BlobStore;
import dev.jpm.mirror.http.Answer;
import dev.jpm.mirror.http.Call;
import dev.jpm.mirror.http.Json;
import dev.jpm.mirror.http.Route;
import dev.jpm.mirror.metadata.People;
import dev.jpm.mirror.metadata.StorageException;
import dev.jpm.mirror.watch.Metrics;
import java.util.List;

/** Whether the mirror is there, alive, and able to work. */
public final class StatusRoutes {
  private static final String NO_DIGEST = "0".repeat(128);

  private final People people;
  private final BlobStore blobs;
  private final Gatekeeper gatekeeper;
  private final Metrics metrics;

  public StatusRoutes(People people, BlobStore blobs, Gatekeeper gatekeeper, Metrics metrics) {
    this.people = people;
    this.blobs = blobs;
    this.gatekeeper = gatekeeper;
    this.metrics = metrics;
  }

  public List<Route> all() {
    return List.of(
        Route.of(
            "GET",
            "/-/ping",
            (call, values) -> Answer.json(200, Json.object()).with(ClosureRoutes.OFFER, "1")),
        Route.of("GET", "/-/health", (call, values) -> status(200, "alive")),
        Route.of("GET", "/-/ready", (call, values) -> ready()),
        Route.of("GET", "/-/metrics", (call, values) -> figures(call)));
  }

  private Answer ready() {
    try {
      people.find("");
      blobs.find(NO_DIGEST);
      return status(200, "ready");
    } catch (StorageException e) {
      return status(503, "the storage cannot be read");
    }
  }

  private Answer figures(Call call) {
    gatekeeper.admitReader(call);
    return Answer.bytes(200, Metrics.TYPE, metrics.text());
  }

  private static Answer status(int status, String word) {
    return Answer.json(status, Json.object().put("status", word));
  }
}
