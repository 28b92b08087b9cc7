package dev.jpm.mirror.signature;

import dev.jpm.mirror.metadata.MetadataStore;
import dev.jpm.mirror.metadata.OwnPackages;
import dev.jpm.mirror.metadata.SigningKeys;
import dev.jpm.mirror.metadata.SigningKeys.OwnKey;
import dev.jpm.model.PackageName;
import java.time.InstantSource;
import java.util.Objects;
import tools.jackson.databind.node.ObjectNode;

/**
 * Signs versions that were published here, as clients verify them: name, version and integrity. The
 * key is made when there is something to sign for the first time, so that a mirror without packages
 * of its own has none to tell of.
 */
public final class ReleaseSigner {
  private final MetadataStore metadata;
  private final SigningKeys keys;
  private final OwnPackages packages;
  private final InstantSource clock;

  public ReleaseSigner(MetadataStore metadata, InstantSource clock) {
    this.metadata = metadata;
    this.keys = metadata.keys();
    this.packages = metadata.packages();
    this.clock = clock;
  }

  /** Puts the signature into the manifest of a version whose integrity it tells. */
  public void sign(ObjectNode manifest) {
    sign(manifest, key());
  }

  private static void sign(ObjectNode manifest, OwnKey key) {
    ObjectNode dist = manifest.withObject("/dist");
    String text =
        "%s@%s:%s"
            .formatted(
                manifest.path("name").asString(""),
                manifest.path("version").asString(""),
                dist.path("integrity").asString(""));
    dist.putArray("signatures")
        .addObject()
        .put("keyid", key.id())
        .put("sig", KeyPairs.sign(Objects.requireNonNull(key.secret()), text));
  }

  /** Of several nodes that need the first one at once, one makes it. */
  private OwnKey key() {
    return keys.current()
        .orElseGet(() -> metadata.alone("signing key", () -> keys.current().orElseGet(this::make)));
  }

  private OwnKey make() {
    OwnKey made = KeyPairs.make(clock.instant());
    keys.add(made);
    return made;
  }

  /** Signs what earlier releases, or other mirrors, have published without. */
  public void signOld() {
    for (PackageName name : packages.unsigned()) {
      OwnKey key = key();
      packages.sign(name, manifest -> sign(manifest, key), clock.instant());
    }
  }

  /**
   * Signs with another key from now on.
   *
   * @param distrust whether what the present one has signed counts no longer, and is signed again
   */
  public void rotate(boolean distrust) {
    metadata.alone(
        "signing key",
        () -> {
          if (distrust) {
            keys.forgetOwn();
          }
          return make();
        });
    signOld();
  }
}
