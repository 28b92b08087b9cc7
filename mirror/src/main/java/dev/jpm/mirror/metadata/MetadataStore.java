package dev.jpm.mirror.metadata;

import java.util.function.Supplier;

/** All that is known of packages and people, apart from their bytes. */
public interface MetadataStore extends AutoCloseable {
  CachedDocuments documents();

  CachedTarballs tarballs();

  OwnPackages packages();

  People people();

  PendingLogins logins();

  /**
   * Runs work while nobody else who uses this store, in whatever process, runs some about {@code
   * subject}. It may use the store.
   */
  <T> T alone(String subject, Supplier<T> work);

  @Override
  void close();
}
