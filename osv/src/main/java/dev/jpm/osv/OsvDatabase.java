package dev.jpm.osv;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiPredicate;
import java.util.function.Consumer;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteConnection;
import org.sqlite.SQLiteLimits;

/** The file that advisories are imported into. Written once, as a whole, and then only read. */
final class OsvDatabase implements AutoCloseable {
  /** What the header of the file says that it is: "jpmO". */
  private static final int APPLICATION = 0x6a706d4f;

  private static final int SCHEMA = 2;
  private static final int BATCH = 5_000;
  private static final int CACHE_KIB = 64 * 1024;

  /** Large ones: who asks about many packages reads much of the file. */
  private static final int PAGE = 16 * 1024;

  /** More, or a longer value, than any source has to tell. */
  private static final int MOST_FOUND = 200_000;

  private static final int LONGEST = 16 << 20;

  private static final String TABLE =
      "CREATE TABLE advisories(name TEXT NOT NULL, range TEXT NOT NULL, id TEXT NOT NULL,"
          + " title TEXT NOT NULL, severity TEXT NOT NULL, cvss TEXT NOT NULL, cwe TEXT NOT"
          + " NULL, aliases TEXT NOT NULL, PRIMARY KEY(name, id, range)) WITHOUT ROWID";

  /** The asked names first, so that SQLite walks them and not the whole table. */
  private static final String QUESTION =
      "SELECT a.name, a.range, a.id, a.title, a.severity, a.cvss, a.cwe, a.aliases"
          + " FROM json_each(?) AS asked CROSS JOIN advisories AS a ON a.name = asked.value";

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
    config.setPageSize(PAGE);
    try (Connection connection = config.createConnection("jdbc:sqlite:" + file)) {
      connection.setAutoCommit(false);
      execute(connection, TABLE);
      int count;
      try (Rows rows = new Rows(connection)) {
        filler.fill(rows::add);
        count = rows.finish();
      }
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
      connection.unwrap(SQLiteConnection.class).setLimit(SQLiteLimits.SQLITE_LIMIT_LENGTH, LONGEST);
      known =
          number(connection, "application_id") == APPLICATION
              && number(connection, "user_version") == SCHEMA
              && holdsTheTableAlone(connection);
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

  /** A view of that name could keep whoever asks busy for ever. */
  private static boolean holdsTheTableAlone(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("SELECT sql FROM sqlite_schema")) {
      return rows.next() && TABLE.equals(rows.getString(1)) && !rows.next();
    }
  }

  /**
   * The advisories about the packages in {@code names}, in any order. The rest of a row is read
   * only where its name and range are wanted: most tell of other versions.
   *
   * @param names a JSON list
   */
  List<OsvAdvisory> about(String names, BiPredicate<String, String> isWanted) throws SQLException {
    List<OsvAdvisory> found = new ArrayList<>();
    try (PreparedStatement question = connection.prepareStatement(QUESTION)) {
      question.setString(1, names);
      try (ResultSet rows = question.executeQuery()) {
        while (rows.next()) {
          String name = rows.getString(1);
          String range = rows.getString(2);
          if (isWanted.test(name, range)) {
            if (found.size() == MOST_FOUND) {
              throw new SQLException("it tells more than " + MOST_FOUND + " things");
            }
            found.add(
                new OsvAdvisory(
                    name,
                    rows.getString(3),
                    range,
                    rows.getString(4),
                    rows.getString(5),
                    rows.getString(6),
                    rows.getString(7),
                    rows.getString(8)));
          }
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
          connection.prepareStatement(
              "INSERT OR IGNORE INTO advisories VALUES (?, ?, ?, ?, ?, ?, ?, ?)");
    }

    void add(OsvAdvisory one) {
      try {
        insert.setString(1, one.name());
        insert.setString(2, one.range());
        insert.setString(3, one.id());
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
