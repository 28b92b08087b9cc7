package dev.jpm.osv;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/**
 * How the file of imported advisories is laid out. Who asks about many packages reads much of the
 * first table and next to nothing of the others, so its rows are short: most advisories tell of
 * versions that nobody has, and the ranges of versions are few.
 */
final class OsvTables {
  /** What the header of the file says that it is: "jpmO". */
  private static final int APPLICATION = 0x6a706d4f;

  private static final int SCHEMA = 3;

  /** In the order in which they are made. */
  private static final List<String> TABLES =
      List.of(
          "CREATE TABLE advisories(name TEXT NOT NULL, range INTEGER NOT NULL, record INTEGER NOT"
              + " NULL, PRIMARY KEY(name, range, record)) WITHOUT ROWID",
          "CREATE TABLE ranges(number INTEGER PRIMARY KEY, text TEXT NOT NULL)",
          "CREATE TABLE records(number INTEGER PRIMARY KEY, id TEXT NOT NULL, title TEXT NOT NULL,"
              + " severity TEXT NOT NULL, cvss TEXT NOT NULL, cwe TEXT NOT NULL, aliases TEXT NOT"
              + " NULL)");

  private OsvTables() {}

  static void make(Connection connection) throws SQLException {
    for (String table : TABLES) {
      execute(connection, table);
    }
  }

  /** Says in the header that the file is whole. */
  static void sign(Connection connection) throws SQLException {
    execute(connection, "PRAGMA application_id = " + APPLICATION);
    execute(connection, "PRAGMA user_version = " + SCHEMA);
  }

  /** Whether there are these tables alone: a view could keep whoever asks busy for ever. */
  static boolean areIn(Connection connection) throws SQLException {
    if (number(connection, "application_id") != APPLICATION
        || number(connection, "user_version") != SCHEMA) {
      return false;
    }
    List<String> found = new ArrayList<>();
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("SELECT sql FROM sqlite_schema ORDER BY rowid")) {
      while (rows.next() && found.size() <= TABLES.size()) {
        found.add(rows.getString(1));
      }
    }
    return found.equals(TABLES);
  }

  static void execute(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private static int number(Connection connection, String pragma) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("PRAGMA " + pragma)) {
      return rows.next() ? rows.getInt(1) : 0;
    }
  }
}
