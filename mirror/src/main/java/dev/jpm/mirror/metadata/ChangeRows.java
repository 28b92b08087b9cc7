package dev.jpm.mirror.metadata;

import dev.jpm.mirror.metadata.Database.Writing;
import dev.jpm.model.PackageName;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;

/**
 * Changes, numbered by a counter of their own: who takes a number holds its row until the end, so
 * that numbers appear in their order, and who has seen one has seen all before it.
 */
record ChangeRows(Database database) implements PackageChanges {
  static final List<String> TABLES =
      List.of(
          "CREATE TABLE changes(name TEXT PRIMARY KEY, number INTEGER NOT NULL) WITHOUT ROWID",
          "CREATE UNIQUE INDEX changes_number ON changes(number)",
          "INSERT INTO changes(name, number)"
              + " SELECT name, row_number() OVER (ORDER BY modified_at, name) FROM packages",
          "CREATE TABLE change_count(number INTEGER NOT NULL)",
          "INSERT INTO change_count(number) SELECT count(*) FROM changes");

  /**
   * Takes down that a package changes. It comes last in its transaction: those of others wait for
   * its end.
   */
  static void add(Writing writing, String name) throws SQLException {
    writing.run("UPDATE change_count SET number = number + 1");
    writing.run(
        "INSERT INTO changes(name, number) SELECT ?, number FROM change_count WHERE true"
            + " ON CONFLICT(name) DO UPDATE SET number = excluded.number",
        name);
  }

  @Override
  public List<Changed> after(long number, int most) {
    return database.all(
        "SELECT c.number, c.name, p.rev, p.modified_at FROM changes c"
            + " LEFT JOIN packages p ON p.name = c.name"
            + " WHERE c.number > ? ORDER BY c.number LIMIT ?",
        row -> {
          long rev = row.getLong(3);
          boolean gone = row.wasNull();
          return new Changed(
              row.getLong(1),
              PackageName.parse(row.getString(2)),
              gone
                  ? "0-" + Long.toHexString(row.getLong(1))
                  : PackageChanges.revision(rev, Instant.ofEpochMilli(row.getLong(4))),
              gone);
        },
        number,
        most);
  }

  @Override
  public long last() {
    return database.first("SELECT number FROM change_count", row -> row.getLong(1)).orElse(0L);
  }
}
