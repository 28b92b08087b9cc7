package dev.jpm.mirror.metadata;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/** The tables, step by step: a database of an earlier release runs the steps that it lacks. */
final class Schema {
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
          List.of("CREATE INDEX releases_digest ON releases(digest)"));

  private Schema() {}

  static void prepare(Connection connection) throws SQLException {
    int done = version(connection);
    if (done > STEPS.size()) {
      throw new SQLException("the storage was written by a newer release (schema " + done + ")");
    }
    for (int step = done; step < STEPS.size(); step++) {
      Database.execute(connection, "BEGIN IMMEDIATE");
      for (String sql : STEPS.get(step)) {
        Database.execute(connection, sql);
      }
      Database.execute(connection, "PRAGMA user_version = " + (step + 1));
      Database.execute(connection, "COMMIT");
    }
  }

  private static int version(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("PRAGMA user_version")) {
      return rows.next() ? rows.getInt(1) : 0;
    }
  }
}
