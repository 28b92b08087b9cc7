package dev.jpm.cache;

import java.util.List;
import java.util.Optional;

/**
 * Registry documents by the registry's URL and the package's name. Each is one file, replaced by
 * rename. Safe for use by many threads and processes; the last to put wins.
 */
@SuppressWarnings("DoNotCallSuggester") // Bodies follow.
public final class PackumentCache {
  /** Which document. {@code registry} must hold no credentials. */
  public record Key(String registry, String name) {}

  PackumentCache() {}

  /** The document, or empty where there is none or where its file is damaged. */
  public Optional<CachedPackument> get(Key key) {
    throw new UnsupportedOperationException();
  }

  /** Keeps {@code document} in place of what was there. */
  public void put(Key key, CachedPackument document) {
    throw new UnsupportedOperationException();
  }

  /** Notes that the registry said "not modified" at {@code fetchedAt}; nothing if not there. */
  public void touch(Key key, long fetchedAt) {
    throw new UnsupportedOperationException();
  }

  /** Removes the document; answers whether there was one. */
  public boolean remove(Key key) {
    throw new UnsupportedOperationException();
  }

  /** All documents, sorted by registry and name. */
  public List<Key> keys() {
    throw new UnsupportedOperationException();
  }
}
