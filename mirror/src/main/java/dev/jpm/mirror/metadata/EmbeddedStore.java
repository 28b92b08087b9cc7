package dev.jpm.mirror.metadata;

import java.nio.file.Path;

/** Metadata in one SQLite file. */
public final class EmbeddedStore implements MetadataStore {
  private final Database database;

  private EmbeddedStore(Database database) {
    this.database = database;
  }

  /** The store in {@code file}, which is made where it is missing. */
  public static EmbeddedStore open(Path file) {
    return new EmbeddedStore(Database.open(file));
  }

  @Override
  public CachedDocuments documents() {
    return new DocumentRows(database);
  }

  @Override
  public CachedTarballs tarballs() {
    return new TarballRows(database);
  }

  @Override
  public OwnPackages packages() {
    return new PackageRows(database);
  }

  @Override
  public People people() {
    return new PeopleRows(database);
  }

  @Override
  public void close() {
    database.close();
  }
}
