package dev.jpm.mirror.metadata;

import dev.jpm.model.PackageName;
import java.util.List;
import java.util.Optional;

/** Which tarballs of upstreams are here. */
public interface CachedTarballs {
  /** A tarball by the digest and size of its bytes. */
  record Cached(String digest, long size) {}

  /** A tarball and what it is called. */
  record Named(PackageName name, String file, Cached cached) {}

  /** All of them, by name. */
  List<Named> all();

  Optional<Cached> find(PackageName name, String file);

  void put(PackageName name, String file, Cached cached);

  /** Forgets that it is here. */
  void remove(PackageName name, String file);
}
