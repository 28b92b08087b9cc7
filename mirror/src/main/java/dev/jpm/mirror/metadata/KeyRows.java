package dev.jpm.mirror.metadata;

import dev.jpm.mirror.http.Json;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

record KeyRows(Database database) implements SigningKeys {
  static final List<String> TABLES =
      List.of(
          """
          CREATE TABLE signing_keys(id TEXT PRIMARY KEY, known TEXT NOT NULL, secret TEXT,
            made_at INTEGER NOT NULL, retired_at INTEGER) WITHOUT ROWID
          """,
          "CREATE TABLE upstream_keys(id TEXT PRIMARY KEY, told TEXT NOT NULL) WITHOUT ROWID",
          "ALTER TABLE releases ADD COLUMN signed_by TEXT",
          """
          CREATE INDEX releases_unsigned ON releases(name)
            WHERE signed_by IS NULL AND manifest IS NOT NULL
          """);

  private static final String OWN =
      "SELECT id, known, secret, made_at, retired_at FROM signing_keys";

  @Override
  public Optional<OwnKey> current() {
    return database.first(
        OWN + " WHERE secret IS NOT NULL ORDER BY made_at DESC, id LIMIT 1", KeyRows::key);
  }

  @Override
  public List<OwnKey> own() {
    return database.all(OWN + " ORDER BY made_at DESC, id", KeyRows::key);
  }

  @Override
  public void add(OwnKey key) {
    database.changeForGood(writing -> {
      writing.run(
          "UPDATE signing_keys SET secret = NULL, retired_at = ? WHERE secret IS NOT NULL",
          key.made().toEpochMilli());
      return writing.run(
          "INSERT INTO signing_keys(id, known, secret, made_at) VALUES (?, ?, ?, ?)",
          key.id(),
          key.known(),
          key.secret(),
          key.made().toEpochMilli());
    });
  }

  @Override
  public void forgetOwn() {
    database.changeForGood(writing -> {
      writing.run("DELETE FROM signing_keys");
      return writing.run("UPDATE releases SET signed_by = NULL");
    });
  }

  @Override
  public void keep(List<ObjectNode> told) {
    database.change(writing -> {
      for (ObjectNode key : told) {
        writing.run(
            "INSERT INTO upstream_keys(id, told) VALUES (?, ?)"
                + " ON CONFLICT(id) DO UPDATE SET told = excluded.told",
            key.path("keyid").asString(""),
            key.toString());
      }
      return told.size();
    });
  }

  @Override
  public List<ObjectNode> kept() {
    return database.all(
        "SELECT told FROM upstream_keys ORDER BY id", row -> Json.parse(row.getString(1)));
  }

  private static OwnKey key(ResultSet row) throws SQLException {
    long retired = row.getLong(5);
    boolean signs = row.wasNull();
    return new OwnKey(
        row.getString(1),
        row.getString(2),
        row.getString(3),
        Instant.ofEpochMilli(row.getLong(4)),
        signs ? null : Instant.ofEpochMilli(retired));
  }
}
