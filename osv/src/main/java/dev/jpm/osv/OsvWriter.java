package dev.jpm.osv;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.sqlite.SQLiteConfig;

/** Makes the file that advisories are imported into, as a whole. */
final class OsvWriter implements AutoCloseable {
  private static final int BATCH = 5_000;
  private static final int CACHE_KIB = 64 * 1024;

  /** Large ones: who asks about many packages reads much of the file. */
  private static final int PAGE = 16 * 1024;

  /** A range that comes after so many others is written again each time. */
  private static final int MOST_RANGES = 100_000;

  private final PreparedStatement advisories;
  private final PreparedStatement ranges;
  private final PreparedStatement records;
  private final Map<String, Integer> known = new HashMap<>();
  private int lastRange;
  private int count;

  private OsvWriter(Connection connection) throws SQLException {
    this.advisories = connection.prepareStatement("INSERT INTO advisories VALUES (?, ?, ?)");
    this.ranges = connection.prepareStatement("INSERT INTO ranges VALUES (?, ?)");
    this.records = connection.prepareStatement("INSERT INTO records VALUES (?, ?, ?, ?, ?, ?, ?)");
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
      OsvTables.make(connection);
      int count;
      try (OsvWriter writer = new OsvWriter(connection)) {
        filler.fill(writer::add);
        writer.flush();
        count = writer.count;
      }
      OsvTables.sign(connection);
      connection.commit();
      return count;
    }
  }

  private void add(OsvAdvisory one) {
    try {
      count++;
      records.setInt(1, count);
      records.setString(2, one.id());
      records.setString(3, one.title());
      records.setString(4, one.severity());
      records.setString(5, one.cvss());
      records.setString(6, one.cwe());
      records.setString(7, one.aliases());
      records.addBatch();
      advisories.setString(1, one.name());
      advisories.setInt(2, range(one.range()));
      advisories.setInt(3, count);
      advisories.addBatch();
      if (count % BATCH == 0) {
        flush();
      }
    } catch (SQLException e) {
      throw new Refused(e);
    }
  }

  private int range(String text) throws SQLException {
    Integer number = known.get(text);
    if (number != null) {
      return number;
    }
    lastRange++;
    ranges.setInt(1, lastRange);
    ranges.setString(2, text);
    ranges.addBatch();
    if (known.size() < MOST_RANGES) {
      known.put(text, lastRange);
    }
    return lastRange;
  }

  private void flush() throws SQLException {
    ranges.executeBatch();
    records.executeBatch();
    advisories.executeBatch();
  }

  @Override
  public void close() throws SQLException {
    advisories.close();
    ranges.close();
    records.close();
  }

  /** Carries SQLite's refusal through those who give advisories. */
  static final class Refused extends IllegalStateException {
    private static final long serialVersionUID = 1;

    Refused(SQLException cause) {
      super(cause.getMessage(), cause);
    }
  }
}
