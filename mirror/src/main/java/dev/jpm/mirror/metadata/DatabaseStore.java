package dev.jpm.mirror.metadata;

import dev.jpm.mirror.config.ClusterConfig.Postgres;
import java.nio.file.Path;
import java.util.function.Supplier;

/** Metadata in a database. */
public final class DatabaseStore implements MetadataStore {
  private final Database database;

  private DatabaseStore(Database database) {
    this.database = database;
  }

  /** The store in the SQLite file {@code file}, which is made where it is missing. */
  public static DatabaseStore embedded(Path file) {
    return new DatabaseStore(SqliteDatabase.open(file));
  }

  /** The store in a PostgreSQL, which other nodes use too. */
  public static DatabaseStore shared(Postgres config) {
    return new DatabaseStore(PostgresDatabase.open(config));
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
  public CachedAttestations attestations() {
    return new CachedAttestationRows(database);
  }

  @Override
  public OwnPackages packages() {
    return new PackageRows(database);
  }

  @Override
  public PackageChanges changes() {
    return new ChangeRows(database);
  }

  @Override
  public SigningKeys keys() {
    return new KeyRows(database);
  }

  @Override
  public TrustRules trust() {
    return new TrustRows(database);
  }

  @Override
  public StagedVersions staged() {
    return new StagedRows(database);
  }

  @Override
  public People people() {
    return new PeopleRows(database);
  }

  @Override
  public ProvidedPeople provided() {
    return new ProvidedRows(database);
  }

  @Override
  public PendingLogins logins() {
    return new LoginRows(database);
  }

  @Override
  public Organizations organizations() {
    return new OrganizationRows(database);
  }

  @Override
  public Grants grants() {
    return new GrantRows(database);
  }

  @Override
  public Waivers waivers() {
    return new WaiverRows(database);
  }

  @Override
  public boolean names(String digest) {
    return packages().names(digest)
        || database
            .first(
                "SELECT 1 FROM tarballs WHERE digest = ?"
                    + " UNION ALL SELECT 1 FROM staged WHERE digest = ?"
                    + " UNION ALL SELECT 1 FROM upstream_attestations WHERE digest = ?"
                    + " UNION ALL SELECT 1 FROM documents WHERE digest = ? LIMIT 1",
                row -> row.getInt(1),
                digest,
                digest,
                digest,
                digest)
            .isPresent();
  }

  @Override
  public Numbers numbers() {
    return database
        .first(
            """
            SELECT (SELECT count(*) FROM packages),
              (SELECT count(*) FROM releases WHERE manifest IS NOT NULL),
              (SELECT coalesce(sum(size), 0) FROM releases WHERE manifest IS NOT NULL),
              (SELECT count(*) FROM documents WHERE digest IS NOT NULL),
              (SELECT count(*) FROM tarballs), (SELECT coalesce(sum(size), 0) FROM tarballs),
              (SELECT count(*) FROM people), (SELECT count(*) FROM tokens)
            """,
            row ->
                new Numbers(
                    row.getLong(1),
                    row.getLong(2),
                    row.getLong(3),
                    row.getLong(4),
                    row.getLong(5),
                    row.getLong(6),
                    row.getLong(7),
                    row.getLong(8)))
        .orElseThrow();
  }

  @Override
  public <T> T alone(String subject, Supplier<T> work) {
    return database.alone(subject, work);
  }

  @Override
  public void close() {
    database.close();
  }
}
