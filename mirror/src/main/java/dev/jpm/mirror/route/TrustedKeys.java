package dev.jpm.mirror.route;

import dev.jpm.mirror.home.Homes;
import dev.jpm.mirror.http.HttpProblem;
import dev.jpm.mirror.http.Json;
import dev.jpm.mirror.http.Timestamps;
import dev.jpm.mirror.metadata.SigningKeys;
import dev.jpm.mirror.metadata.SigningKeys.OwnKey;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The keys by which clients verify what they get here: those of the upstream, as it tells them now
 * or told them last, and the mirror's own.
 */
public final class TrustedKeys {
  static final String PATH = "-/npm/v1/keys";

  private static final String KIND = "ecdsa-sha2-nistp256";

  private final Homes homes;
  private final PassedThrough upstream;
  private final SigningKeys keys;

  public TrustedKeys(Homes homes, PassedThrough upstream, SigningKeys keys) {
    this.homes = homes;
    this.upstream = upstream;
    this.keys = keys;
  }

  /** Keeps those of the upstream; the answer is why they could not be had. */
  public Optional<String> fetch() {
    try {
      theirs(PATH);
      return Optional.empty();
    } catch (HttpProblem unable) {
      return Optional.of("the upstream's signing keys: " + unable.getMessage());
    }
  }

  /** All of them; nothing where nobody signs, as then nothing may be missing. */
  Optional<ObjectNode> all() {
    ObjectNode answer = Json.object();
    ArrayNode all = answer.putArray("keys");
    keys.own().forEach(key -> all.add(told(key)));
    for (ObjectNode key : theirs(PATH)) {
      String id = key.path("keyid").asString("");
      if (keys.own().stream().noneMatch(own -> own.id().equals(id))) {
        all.add(key);
      }
    }
    return all.isEmpty() ? Optional.empty() : Optional.of(answer);
  }

  private List<ObjectNode> theirs(String path) {
    try {
      List<ObjectNode> told = new ArrayList<>();
      homes
          .standard()
          .map(standard -> upstream.get(standard, path))
          .ifPresent(answer -> objects(answer.path("keys"), told));
      if (!told.isEmpty()) {
        keys.keep(told);
        return told;
      }
      return keys.kept();
    } catch (HttpProblem unable) {
      List<ObjectNode> kept = keys.kept();
      // Without its keys, all that the upstream has signed would look forged.
      if (kept.isEmpty() && unable.status() != 404) {
        throw unable;
      }
      return kept;
    }
  }

  private static void objects(JsonNode list, List<ObjectNode> found) {
    for (JsonNode each : list) {
      if (each instanceof ObjectNode key && key.path("keyid").isString()) {
        found.add(key);
      }
    }
  }

  private static ObjectNode told(OwnKey key) {
    Instant retired = key.retired();
    return Json.object()
        .put("expires", retired == null ? null : Timestamps.of(retired))
        .put("keyid", key.id())
        .put("keytype", KIND)
        .put("scheme", KIND)
        .put("key", key.known());
  }
}
