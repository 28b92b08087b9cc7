package dev.jpm.mirror.metadata;

import dev.jpm.audit.policy.Matter;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;

record WaiverRows(Database database) implements Waivers {
  static final List<String> TABLES =
      List.of(
          """
          CREATE TABLE waivers(id TEXT PRIMARY KEY, kind TEXT NOT NULL, matter TEXT NOT NULL,
            packages TEXT NOT NULL, reason TEXT NOT NULL, person TEXT NOT NULL,
            granted_at INTEGER NOT NULL, last_day TEXT NOT NULL) WITHOUT ROWID
          """);

  @Override
  public List<Waiver> all() {
    return database.all(
        "SELECT id, kind, matter, packages, reason, person, granted_at, last_day FROM waivers"
            + " ORDER BY granted_at DESC, id",
        WaiverRows::waiver);
  }

  private static Waiver waiver(ResultSet row) throws SQLException {
    return new Waiver(
        row.getString(1),
        Matter.Kind.valueOf(row.getString(2)),
        row.getString(3),
        row.getString(4),
        row.getString(5),
        row.getString(6),
        Instant.ofEpochMilli(row.getLong(7)),
        LocalDate.parse(row.getString(8)));
  }

  @Override
  public void add(Waiver waiver) {
    database.changeForGood(writing ->
        writing.run(
            "INSERT INTO waivers(id, kind, matter, packages, reason, person, granted_at, last_day)"
                + " VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            waiver.id(),
            waiver.kind().name(),
            waiver.matter(),
            waiver.packages(),
            waiver.reason(),
            waiver.person(),
            waiver.granted().toEpochMilli(),
            waiver.last().toString()));
  }

  @Override
  public boolean remove(String id) {
    return database.changeForGood(
        writing -> writing.run("DELETE FROM waivers WHERE id = ?", id) == 1);
  }
}
