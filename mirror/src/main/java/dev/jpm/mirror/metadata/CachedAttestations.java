package dev.jpm.mirror.metadata;

import dev.jpm.model.PackageName;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What upstreams attest of versions, as far as it is here. */
public interface CachedAttestations {
  /**
   * The attestations of a version.
   *
   * @param digest of the upstream's answer
   */
  record Named(PackageName name, String version, String digest) {}

  /** All of them, by name. */
  List<Named> all();

  /** The versions of a package of which they are here. */
  Set<String> versions(PackageName name);

  /** The digest of what was answered about a version. */
  Optional<String> find(PackageName name, String version);

  void put(Named named);

  /** Forgets that they are here. */
  void remove(PackageName name, String version);
}
