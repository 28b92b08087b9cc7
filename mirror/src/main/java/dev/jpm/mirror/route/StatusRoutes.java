package dev.jpm.mirror.route;

import dev.jpm.mirror.blob.BlobStore;
import dev.jpm.mirror.http.Answer;
import dev.jpm.mirror.http.Json;
import dev.jpm.mirror.http.Route;
import dev.jpm.mirror.metadata.People;
import dev.jpm.mirror.metadata.StorageException;
import java.util.List;

/** Whether the mirror is there, alive, and able to work. */
public final class StatusRoutes {
  private static final String NO_DIGEST = "0".repeat(128);

  private final People people;
  private final BlobStore blobs;

  public StatusRoutes(People people, BlobStore blobs) {
    this.people = people;
    this.blobs = blobs;
  }

  public List<Route> all() {
    return List.of(
        Route.of(
            "GET",
            "/-/ping",
            (call, values) -> Answer.json(200, Json.object()).with(ClosureRoutes.OFFER, "1")),
        Route.of("GET", "/-/health", (call, values) -> status(200, "alive")),
        Route.of("GET", "/-/ready", (call, values) -> ready()));
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

  private static Answer status(int status, String word) {
    return Answer.json(status, Json.object().put("status", word));
  }
}
