package dev.jpm.mirror.metadata;

/** All that is known of packages and people, apart from their bytes. */
public interface MetadataStore extends AutoCloseable {
  CachedDocuments documents();

  CachedTarballs tarballs();

  OwnPackages packages();

  People people();

  @Override
  void close();
}
