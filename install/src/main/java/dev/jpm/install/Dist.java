package dev.jpm.install;

import dev.jpm.model.Integrity;
import dev.jpm.model.Manifest;
import dev.jpm.model.error.ErrorCode;
import dev.jpm.model.error.JpmException;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Where a published version's bytes are.
 *
 * @param tarball its URL as the registry gives it
 * @param integrity what the bytes must be, where the registry tells
 */
record Dist(String tarball, @Nullable Integrity integrity) {

  static Dist of(Manifest manifest) {
    JsonNode dist = manifest.json().path("dist");
    String tarball = dist.path("tarball").asString("");
    if (tarball.isEmpty()) {
      throw JpmException.of(ErrorCode.ETARBALL, "The registry names no tarball for " + manifest);
    }
    return new Dist(
        tarball, Integrity.ofDist(text(dist, "integrity"), text(dist, "shasum")).orElse(null));
  }

  private static @Nullable String text(JsonNode dist, String key) {
    JsonNode value = dist.get(key);
    return value != null && value.isString() ? value.stringValue() : null;
  }
}
