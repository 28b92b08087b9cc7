package dev.jpm.audit.registry;

import dev.jpm.model.Integrity;
import dev.jpm.model.Manifest;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;

/**
 * A version as the registry has it.
 *
 * @param published null where the registry does not tell
 */
public record Release(Manifest manifest, @Nullable Instant published) {
  private static final List<String> EVENTS = List.of("preinstall", "install", "postinstall");

  /** The version of {@code manifest}, published at {@code time} as the registry wrote it. */
  public static Release of(Manifest manifest, @Nullable String time) {
    Instant published = null;
    if (time != null) {
      try {
        published = Instant.parse(time);
      } catch (DateTimeException unknown) {
        // As if the registry had told nothing.
      }
    }
    return new Release(manifest, published);
  }

  /** The digest of its tarball; null where the registry has none. */
  public @Nullable Integrity integrity() {
    JsonNode dist = dist();
    return Integrity.ofDist(text(dist.get("integrity")), text(dist.get("shasum"))).orElse(null);
  }

  /** Whether it runs something when it is installed, node-gyp with a binding.gyp included. */
  public boolean hasInstallScript() {
    return manifest.isTrue("hasInstallScript")
        || EVENTS.stream().anyMatch(manifest.scripts()::containsKey);
  }

  /** Whether node-gyp would build it although no script says so. */
  public boolean isBuiltWithoutScript() {
    return manifest.isTrue("gypfile")
        && !manifest.scripts().containsKey("install")
        && !manifest.scripts().containsKey("preinstall");
  }

  /** The licence as the package names it; null where it names none. */
  public @Nullable String licence() {
    return Licences.of(manifest);
  }

  /** Who published it; null where nobody tells. */
  public @Nullable String publisher() {
    JsonNode user = manifest.field("_npmUser");
    return user == null ? null : text(user.isObject() ? user.get("name") : user);
  }

  /** Whether the registry has an attestation of where it was built. */
  public boolean hasProvenance() {
    return dist().path("attestations").has("provenance");
  }

  /** Bytes on disk; -1 where nobody tells. */
  public long unpackedSize() {
    return dist().path("unpackedSize").asLong(-1);
  }

  private JsonNode dist() {
    JsonNode dist = manifest.field("dist");
    return dist == null ? MissingNode.getInstance() : dist;
  }

  private static @Nullable String text(@Nullable JsonNode value) {
    return value != null && value.isString() ? value.stringValue() : null;
  }
}
