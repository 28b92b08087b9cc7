package dev.jpm.mirror.upkeep;

import dev.jpm.mirror.metadata.CachedAttestations;
import dev.jpm.mirror.metadata.CachedTarballs;
import dev.jpm.mirror.metadata.MetadataStore;
import dev.jpm.mirror.metadata.OwnPackages.Release;
import dev.jpm.model.PackageName;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;

/**
 * What names blobs, by their digests.
 *
 * @param documents whose packument it is
 * @param tarballs of upstreams
 * @param attestations of versions of upstreams
 * @param releases of own packages, also those that wait, as {@code name@version}
 */
record Names(
    Map<String, List<PackageName>> documents,
    SequencedMap<String, List<CachedTarballs.Named>> tarballs,
    Map<String, List<CachedAttestations.Named>> attestations,
    Map<String, List<String>> releases) {

  static Names of(MetadataStore metadata) {
    Names names =
        new Names(new HashMap<>(), new LinkedHashMap<>(), new HashMap<>(), new HashMap<>());
    metadata
        .documents()
        .all()
        .forEach((name, cached) -> {
          String digest = cached.digest();
          if (digest != null) {
            add(names.documents, digest, name);
          }
        });
    metadata.tarballs().all().forEach(named -> add(names.tarballs, named.cached().digest(), named));
    metadata.attestations().all().forEach(named -> add(names.attestations, named.digest(), named));
    for (PackageName name : metadata.packages().names()) {
      for (Release release : metadata.packages().releases(name)) {
        if (release.manifest() != null) {
          add(names.releases, release.digest(), name + "@" + release.version());
        }
      }
    }
    metadata
        .staged()
        .all()
        .forEach(
            staged -> add(names.releases, staged.digest(), staged.name() + "@" + staged.version()));
    return names;
  }

  private static <T> void add(Map<String, List<T>> all, String digest, T one) {
    all.computeIfAbsent(digest, _ -> new ArrayList<>()).add(one);
  }

  /** Whether something names it that cannot be fetched again, or is small. */
  boolean mustStay(String digest) {
    return documents.containsKey(digest)
        || attestations.containsKey(digest)
        || releases.containsKey(digest);
  }

  List<CachedTarballs.Named> tarballs(String digest) {
    return tarballs.getOrDefault(digest, List.of());
  }
}
