package dev.jpm.install;

import dev.jpm.cache.Store;
import dev.jpm.cache.StoredPackage;
import dev.jpm.model.Integrity;
import dev.jpm.model.error.JpmException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Looks for many packages in the store at once: each is a small file to be read. */
final class StoreLookups {
  private StoreLookups() {}

  /** Those of {@code integrities} that the store has. */
  static Map<Integrity, StoredPackage> all(Store store, Collection<Integrity> integrities) {
    Map<Integrity, StoredPackage> found = new ConcurrentHashMap<>(integrities.size() * 2);
    List<Integrity> wanted = new ArrayList<>(integrities);
    int threads = Math.clamp(Runtime.getRuntime().availableProcessors(), 1, 8);
    int share = Math.ceilDiv(wanted.size(), threads);
    try (ExecutorService lookers = Executors.newFixedThreadPool(threads)) {
      for (int from = 0; from < wanted.size(); from += share) {
        List<Integrity> part = wanted.subList(from, Math.min(wanted.size(), from + share));
        lookers.execute(() -> part.forEach(integrity -> find(store, integrity, found)));
      }
    }
    return found;
  }

  private static void find(Store store, Integrity integrity, Map<Integrity, StoredPackage> found) {
    try {
      store.find(integrity).ifPresent(there -> found.put(integrity, there));
    } catch (JpmException unreadable) {
      // Who needs it hears of it.
    }
  }
}
