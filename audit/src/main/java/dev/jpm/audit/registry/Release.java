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
 * @param provenanceBefore whether it has provenance of a version before
 */
public record Release(Manifest manifest, @Nullable Instant published, boolean provenanceBefore) {
  private static final List<String> EVENTS = List.of("preinstall", "install", "postinstall");

  /** A version of which it is not told what came before. */
  public Release(Manifest manifest, @Nullable Instant published) {
    this(manifest, published, false);
  }

  /** The version of {@code manifest}, published at {@code time} as the registry wrote it. */
  public static Release of(Manifest manifest, @Nullable String time) {
    return new Release(manifest, moment(time));
  }

  /** A time as a registry wrote it; null where that is none. */
  public static @Nullable Instant moment(@Nullable String time) {
    try {
      return time == null ? null : Instant.parse(time);
    } catch (DateTimeException unknown) {
      return null; // As if the registry had told nothing.
    }
  }

  /** The same in the {@code history} of its package. */
  public Release in(ProvenanceHistory history, String version) {
    return new Release(manifest, published, history.isBefore(version, published));
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
