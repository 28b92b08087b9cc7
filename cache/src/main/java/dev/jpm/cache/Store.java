package dev.jpm.cache;

import dev.jpm.model.Integrity;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The content-addressed store that all projects of a user share: tarballs by SHA-512, beside them
 * each package unpacked once. Safe for use by many threads and processes; a process that is killed
 * leaves it usable.
 *
 * <p>An integrity with a SHA-512 is looked up by it; one without by the strongest digest that was
 * told at commit.
 */
@SuppressWarnings("DoNotCallSuggester") // Bodies follow.
public final class Store implements AutoCloseable {
  private Store() {}

  /** Opens the store in {@code folder}, which is made when first written to. */
  public static Store open(Path folder, InstantSource clock) {
    throw new UnsupportedOperationException();
  }

  /** Where this version's store lies. */
  public Path folder() {
    throw new UnsupportedOperationException();
  }

  /** The unpacked package whose tarball has {@code integrity}; counts as a use. */
  public Optional<StoredPackage> find(Integrity integrity) {
    throw new UnsupportedOperationException();
  }

  /** As {@link #find} for many at once; those that the store lacks are missing in the answer. */
  public Map<Integrity, StoredPackage> findAll(Collection<Integrity> integrities) {
    throw new UnsupportedOperationException();
  }

  /** The compressed bytes with {@code integrity}, as a file that must not be changed. */
  public Optional<Path> tarball(Integrity integrity) {
    throw new UnsupportedOperationException();
  }

  /** Begins to receive a package. */
  public PackageWriter begin() {
    throw new UnsupportedOperationException();
  }

  /** The registry documents. */
  public PackumentCache packuments() {
    throw new UnsupportedOperationException();
  }

  /**
   * A folder for things derived from packages that are too costly to make twice; made if missing.
   */
  public Path runtimes() {
    throw new UnsupportedOperationException();
  }

  /** Everything in the store, sorted by name, version, integrity. */
  public List<StoreEntry> entries() {
    throw new UnsupportedOperationException();
  }

  /**
   * Removes a package and its tarball; answers whether there was one. Like every removal it waits
   * for other processes to finish with the store and throws EBUSY if they take too long.
   */
  public boolean remove(Integrity integrity) {
    throw new UnsupportedOperationException();
  }

  /** Reads everything again, throws away what is not right, and makes the index anew. */
  public VerifyReport verify() {
    throw new UnsupportedOperationException();
  }

  /** Forgets by {@code policy}. */
  public GcReport gc(GcPolicy policy) {
    throw new UnsupportedOperationException();
  }

  /** Removes everything: packages, documents, runtimes. */
  public void clean() {
    throw new UnsupportedOperationException();
  }

  /** Writes down what was used, and lets others remove. Packages found may not be read after. */
  @Override
  public void close() {}
}
