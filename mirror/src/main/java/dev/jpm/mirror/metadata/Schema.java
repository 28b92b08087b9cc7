package dev.jpm.mirror.metadata;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/** The tables, step by step: a database of an earlier release runs the steps that it lacks. */
final class Schema {
  /**
   * Begins statements about rows that only databases of early releases have, all of them SQLite.
   */
  private static final String EMBEDDED = "/* embedded */ ";

  private static final List<List<String>> STEPS =
      List.of(
          List.of(
              """
              CREATE TABLE documents(name TEXT PRIMARY KEY, digest TEXT, etag TEXT,
                checked_at INTEGER NOT NULL) WITHOUT ROWID
              """,
              """
              CREATE TABLE tarballs(name TEXT NOT NULL, file TEXT NOT NULL, digest TEXT NOT NULL,
                size INTEGER NOT NULL, PRIMARY KEY(name, file)) WITHOUT ROWID
              """,
              """
              CREATE TABLE packages(name TEXT PRIMARY KEY, rev INTEGER NOT NULL,
                created_at INTEGER NOT NULL, modified_at INTEGER NOT NULL,
                readme TEXT NOT NULL) WITHOUT ROWID
              """,
              // A version that was taken back keeps its row, so that it is never given again to
              // other bytes; its manifest is gone.
              """
              CREATE TABLE releases(position INTEGER PRIMARY KEY AUTOINCREMENT, name TEXT NOT NULL,
                version TEXT NOT NULL, manifest TEXT, digest TEXT NOT NULL, size INTEGER NOT NULL,
                published_at INTEGER NOT NULL, UNIQUE(name, version))
              """,
              """
              CREATE TABLE tags(name TEXT NOT NULL, tag TEXT NOT NULL, version TEXT NOT NULL,
                PRIMARY KEY(name, tag)) WITHOUT ROWID
              """,
              """
              CREATE TABLE owners(name TEXT NOT NULL, person TEXT NOT NULL,
                PRIMARY KEY(name, person)) WITHOUT ROWID
              """,
              """
              CREATE TABLE people(name TEXT PRIMARY KEY, password TEXT NOT NULL,
                email TEXT NOT NULL, created_at INTEGER NOT NULL) WITHOUT ROWID
              """,
              """
              CREATE TABLE tokens(id TEXT PRIMARY KEY, hash TEXT NOT NULL UNIQUE,
                person TEXT NOT NULL, name TEXT NOT NULL, readonly INTEGER NOT NULL,
                created_at INTEGER NOT NULL, expires_at INTEGER) WITHOUT ROWID
              """),
          List.of("CREATE INDEX releases_digest ON releases(digest)"),
          List.of(
              "ALTER TABLE releases ADD COLUMN words TEXT NOT NULL DEFAULT ''",
              EMBEDDED
                  + """
                  UPDATE releases SET words = lower(coalesce(manifest ->> 'description', '')
                    || ' ' || coalesce(manifest ->> 'keywords', ''))
                  """,
              """
              CREATE TABLE logins(page TEXT PRIMARY KEY, poll TEXT NOT NULL UNIQUE,
                host TEXT NOT NULL, begun_at INTEGER NOT NULL, person TEXT) WITHOUT ROWID
              """),
          OrganizationRows.TABLES,
          joined(
              List.of(
                  ChangeRows.TABLES,
                  KeyRows.TABLES,
                  AttestationRows.TABLES,
                  TrustRows.TABLES,
                  StagedRows.TABLES)),
          joined(List.of(WaiverRows.TABLES, ProvidedRows.TABLES)),
          CachedAttestationRows.TABLES);

  private Schema() {}

  private static List<String> joined(List<List<String>> parts) {
    return parts.stream().flatMap(List::stream).toList();
  }

  /** What differs between databases where tables are made. */
  interface Dialect {
    boolean isEmbedded();

    /** Begins a transaction that no other process that prepares the tables sees half done. */
    void begin(Connection connection) throws SQLException;

    /** The number of steps that were run before. */
    int version(Connection connection) throws SQLException;

    void setVersion(Connection connection, int version) throws SQLException;

    /** The words of this database for a statement in SQLite's. */
    String words(String sql);
  }

  static void prepare(Connection connection, Dialect dialect) throws SQLException {
    dialect.begin(connection);
    int done = dialect.version(connection);
    if (done > STEPS.size()) {
      throw new SQLException("the storage was written by a newer release (schema " + done + ")");
    }
    for (List<String> step : STEPS.subList(done, STEPS.size())) {
      for (String sql : step) {
        if (dialect.isEmbedded() || !sql.startsWith(EMBEDDED)) {
          Database.execute(connection, dialect.words(sql));
        }
      }
    }
    dialect.setVersion(connection, STEPS.size());
    Database.execute(connection, "COMMIT");
  }
}
