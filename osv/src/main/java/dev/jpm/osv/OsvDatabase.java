package dev.jpm.osv;

import dev.jpm.model.json.JsonWriter;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiPredicate;
import java.util.stream.Collectors;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteConnection;
import org.sqlite.SQLiteLimits;

/** The file that advisories were imported into, to be asked. */
final class OsvDatabase implements AutoCloseable {
  /** More, or a longer value, than any source has to tell. */
  private static final int MOST_FOUND = 200_000;

  private static final int LONGEST = 16 << 20;

  /** The asked names first, so that SQLite walks them and not the whole table. */
  private static final String QUESTION =
      "SELECT asked.key, a.range, a.record"
          + " FROM json_each(?) AS asked CROSS JOIN advisories AS a ON a.name = asked.value";

  private final Connection connection;
  private final PreparedStatement rangeNumbered;
  private final PreparedStatement recordNumbered;
  private final Map<Integer, String> ranges = new HashMap<>();

  private OsvDatabase(Connection connection) throws SQLException {
    this.connection = connection;
    this.rangeNumbered = connection.prepareStatement("SELECT text FROM ranges WHERE number = ?");
    this.recordNumbered =
        connection.prepareStatement(
            "SELECT id, title, severity, cvss, cwe, aliases FROM records WHERE number = ?");
  }

  /**
   * The database in {@code file}.
   *
   * @throws SQLException also where it is another one
   */
  static OsvDatabase open(Path file) throws SQLException {
    SQLiteConfig config = new SQLiteConfig();
    config.setReadOnly(true);
    Connection connection = config.createConnection("jdbc:sqlite:" + file);
    boolean known = false;
    try {
      // Somebody else may have made the file: nothing that stands in its schema may run.
      OsvTables.execute(connection, "PRAGMA trusted_schema = OFF");
      connection.unwrap(SQLiteConnection.class).setLimit(SQLiteLimits.SQLITE_LIMIT_LENGTH, LONGEST);
      known = OsvTables.areIn(connection);
      if (!known) {
        throw new SQLException("it is no database of advisories, or one of another jpm");
      }
      return new OsvDatabase(connection);
    } finally {
      if (!known) {
        connection.close();
      }
    }
  }

  /**
   * The advisories about the packages in {@code names}, in any order. Records are read only where
   * name and range are wanted.
   */
  List<OsvAdvisory> about(List<String> names, BiPredicate<String, String> isWanted)
      throws SQLException {
    List<OsvAdvisory> found = new ArrayList<>();
    try (PreparedStatement question = connection.prepareStatement(QUESTION)) {
      question.setString(1, json(names));
      try (ResultSet rows = question.executeQuery()) {
        while (rows.next()) {
          String name = names.get(rows.getInt(1));
          String range = range(rows.getInt(2));
          if (isWanted.test(name, range)) {
            if (found.size() == MOST_FOUND) {
              throw new SQLException("it tells more than " + MOST_FOUND + " things");
            }
            found.add(record(rows.getInt(3), name, range));
          }
        }
      }
    }
    return found;
  }

  private static String json(List<String> names) {
    return names.stream().map(JsonWriter::quoted).collect(Collectors.joining(",", "[", "]"));
  }

  private String range(int number) throws SQLException {
    String known = ranges.get(number);
    if (known == null) {
      rangeNumbered.setInt(1, number);
      try (ResultSet row = rangeNumbered.executeQuery()) {
        if (!row.next()) {
          throw new SQLException("it lacks a range");
        }
        known = row.getString(1);
      }
      ranges.put(number, known);
    }
    return known;
  }

  private OsvAdvisory record(int number, String name, String range) throws SQLException {
    recordNumbered.setInt(1, number);
    try (ResultSet row = recordNumbered.executeQuery()) {
      if (!row.next()) {
        throw new SQLException("it lacks a record");
      }
      return new OsvAdvisory(
          name,
          row.getString(1),
          range,
          row.getString(2),
          row.getString(3),
          row.getString(4),
          row.getString(5),
          row.getString(6));
    }
  }

  @Override
  public void close() {
    try {
      connection.close();
    } catch (SQLException e) {
      // It was only read.
    }
  }
}
