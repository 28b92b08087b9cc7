package dev.jpm.osv;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.sqlite.SQLiteConfig;

/** The file that advisories are imported into. Written once, as a whole, and then only read. */
final class OsvDatabase implements AutoCloseable {
  /** What the header of the file says that it is: "jpmO". */
  private static final int APPLICATION = 0x6a706d4f;

  private static final int SCHEMA = 1;
  private static final int BATCH = 5_000;
  private static final int CACHE_KIB = 64 * 1024;

  /** The asked names in their order, so that SQLite walks them and not the whole index. */
  private static final String QUESTION =
      "SELECT a.name, a.id, a.range, a.title, a.severity, a.cvss, a.cwe, a.aliases"
          + " FROM json_each(?) AS asked CROSS JOIN advisories AS a ON a.name = asked.value"
          + " ORDER BY asked.key, a.id";

  private final Connection connection;

  private OsvDatabase(Connection connection) {
    this.connection = connection;
  }

  /** What gives advisories, one after the other. */
  @FunctionalInterface
  interface Filler {
    void fill(Consumer<OsvAdvisory> sink);
  }

  /** Makes {@code file}, which is not there yet, of what {@code filler} gives; how many it were. */
  static int write(Path file, Filler filler) throws SQLException {
    SQLiteConfig config = new SQLiteConfig();
    // A file that was not finished is thrown away: nothing need be kept safe on the way.
    config.setJournalMode(SQLiteConfig.JournalMode.OFF);
    config.setSynchronous(SQLiteConfig.SynchronousMode.OFF);
    config.setCacheSize(-CACHE_KIB);
    try (Connection connection = config.createConnection("jdbc:sqlite:" + file)) {
      connection.setAutoCommit(false);
      execute(
          connection,
          "CREATE TABLE advisories(name TEXT NOT NULL, id TEXT NOT NULL, range TEXT NOT NULL,"
              + " title TEXT NOT NULL, severity TEXT NOT NULL, cvss TEXT NOT NULL, cwe TEXT NOT"
              + " NULL, aliases TEXT NOT NULL)");
      int count;
      try (Rows rows = new Rows(connection)) {
        filler.fill(rows::add);
        count = rows.finish();
      }
      execute(connection, "CREATE INDEX advisories_of ON advisories(name)");
      execute(connection, "PRAGMA application_id = " + APPLICATION);
      execute(connection, "PRAGMA user_version = " + SCHEMA);
      connection.commit();
      return count;
    }
  }

  /**
   * The database in {@code file}, to be read.
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
      execute(connection, "PRAGMA trusted_schema = OFF");
      known =
          number(connection, "application_id") == APPLICATION
              && number(connection, "user_version") == SCHEMA;
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

  /** All advisories about the packages in {@code names}, a JSON list, in its order. */
  List<OsvAdvisory> about(String names) throws SQLException {
    List<OsvAdvisory> found = new ArrayList<>();
    try (PreparedStatement question = connection.prepareStatement(QUESTION)) {
      question.setString(1, names);
      try (ResultSet rows = question.executeQuery()) {
        while (rows.next()) {
          found.add(
              new OsvAdvisory(
                  rows.getString(1),
                  rows.getString(2),
                  rows.getString(3),
                  rows.getString(4),
                  rows.getString(5),
                  rows.getString(6),
                  rows.getString(7),
                  rows.getString(8)));
        }
      }
    }
    return found;
  }

  @Override
  public void close() {
    try {
      connection.close();
    } catch (SQLException e) {
      // It was only read.
    }
  }

  private static int number(Connection connection, String pragma) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("PRAGMA " + pragma)) {
      return rows.next() ? rows.getInt(1) : 0;
    }
  }

  private static void execute(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  /** Rows on their way into the table. */
  private static final class Rows implements AutoCloseable {
    private final PreparedStatement insert;
    private int count;

    Rows(Connection connection) throws SQLException {
      insert =
          connection.prepareStatement("INSERT INTO advisories VALUES (?, ?, ?, ?, ?, ?, ?, ?)");
    }

    void add(OsvAdvisory one) {
      try {
        insert.setString(1, one.name());
        insert.setString(2, one.id());
        insert.setString(3, one.range());
        insert.setString(4, one.title());
        insert.setString(5, one.severity());
        insert.setString(6, one.cvss());
        insert.setString(7, one.cwe());
        insert.setString(8, one.aliases());
        insert.addBatch();
        count++;
        if (count % BATCH == 0) {
          insert.executeBatch();
        }
      } catch (SQLException e) {
        throw new Refused(e);
      }
    }

    int finish() throws SQLException {
      insert.executeBatch();
      return count;
    }

    @Override
    public void close() throws SQLException {
      insert.close();
    }
  }

  /** Carries SQLite's refusal through those who give advisories. */
  static final class Refused extends IllegalStateException {
    private static final long serialVersionUID = 1;

    Refused(SQLException cause) {
      super(cause.getMessage(), cause);
    }
  }
}
