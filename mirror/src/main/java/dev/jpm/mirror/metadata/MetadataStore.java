package dev.jpm.mirror.metadata;

import java.util.function.Supplier;

/** All that is known of packages and people, apart from their bytes. */
public interface MetadataStore extends AutoCloseable {
  CachedDocuments documents();

  CachedTarballs tarballs();

  CachedAttestations attestations();

  OwnPackages packages();

  PackageChanges changes();

  SigningKeys keys();

  TrustRules trust();

  StagedVersions staged();

  People people();

  ProvidedPeople provided();

  PendingLogins logins();

  Organizations organizations();

  Grants grants();

  Waivers waivers();

  /** Whether anything that counts, own or an upstream's, has the blob with that digest. */
  boolean names(String digest);

  /** How much there is. */
  Numbers numbers();

  /**
   * How much there is.
   *
   * @param packages that were published here
   * @param releases versions of them, apart from those that were taken back
   * @param documents packuments of upstreams
   * @param tarballs of upstreams
   */
  record Numbers(
      long packages,
      long releases,
      long releaseBytes,
      long documents,
      long tarballs,
      long tarballBytes,
      long people,
      long tokens) {}

  /**
   * Runs work while nobody else who uses this store, in whatever process, runs some about {@code
   * subject}. It may use the store.
   */
  <T> T alone(String subject, Supplier<T> work);

  @Override
  void close();
}
