package dev.jpm.cache;

import dev.jpm.fs.FileErrors;
import dev.jpm.fs.FolderLock;
import dev.jpm.fs.Folders;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.sqlite.SQLiteConfig;

/**
 * The connection to the index, opened when first needed. What it holds can always be made again
 * from the packages on the disk, so a broken file is replaced by a fresh one, and where the file
 * system cannot lock, the index lives in memory. For one thread at a time.
 */
final class IndexDatabase implements AutoCloseable {
  private static final int SCHEMA = 1;
  private static final int BUSY_MILLIS = 10_000;
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  /** Reads and changes of the index. */
  @FunctionalInterface
  interface Work<T> {
    T on(Connection connection) throws SQLException;
  }

  /** Fills an empty index; called within the transaction that makes the tables. */
  @FunctionalInterface
  interface Filler {
    void fill(Connection connection) throws SQLException;
  }

  private enum Place {
    FILE,
    FRESH_FILE,
    MEMORY
  }

  private final Layout layout;
  private final Filler filler;
  private Place place = Place.FILE;
  private @Nullable Connection connection;

  IndexDatabase(Layout layout, Filler filler) {
    this.layout = layout;
    this.filler = filler;
  }

  /** Runs a change in one transaction; runs it again where the index had to be replaced. */
  synchronized <T> T change(Work<T> work) {
    return ask(connection -> inTransaction(connection, work));
  }

  /** Runs {@code work}, which only reads; runs it again where the index had to be replaced. */
  synchronized <T> T ask(Work<T> work) {
    while (true) {
      try {
        Connection now = connection;
        if (now == null) {
          now = connect();
          connection = now;
        }
        return work.on(now);
      } catch (SQLException e) {
        giveUpPlace(e);
      }
    }
  }

  @Override
  public synchronized void close() {
    try {
      if (connection != null) {
        connection.close();
      }
    } catch (SQLException e) {
      // Nothing is lost that could not be made again.
    }
    connection = null;
  }

  private static <T> T inTransaction(Connection connection, Work<T> work) throws SQLException {
    boolean done = false;
    connection.setAutoCommit(false);
    try {
      T result = work.on(connection);
      connection.commit();
      done = true;
      return result;
    } finally {
      if (!done) {
        rollBackQuietly(connection);
      }
      connection.setAutoCommit(true);
    }
  }

  private Connection connect() throws SQLException {
    return switch (place) {
      case FILE -> connectTo(layout.index().toString());
      case FRESH_FILE -> replaceFile();
      case MEMORY -> connectTo(":memory:");
    };
  }

  private Connection connectTo(String file) throws SQLException {
    SQLiteConfig config = new SQLiteConfig();
    config.setBusyTimeout(BUSY_MILLIS);
    config.setJournalMode(SQLiteConfig.JournalMode.WAL);
    config.setSynchronous(SQLiteConfig.SynchronousMode.NORMAL);
    config.setTransactionMode(SQLiteConfig.TransactionMode.IMMEDIATE);
    Connection made = config.createConnection("jdbc:sqlite:" + file);
    boolean ready = false;
    try {
      if (schemaOf(made) != SCHEMA) {
        inTransaction(made, this::makeTables);
      }
      ready = true;
      return made;
    } finally {
      if (!ready) {
        made.close();
      }
    }
  }

  private boolean makeTables(Connection made) throws SQLException {
    int schema = schemaOf(made);
    if (schema == SCHEMA) {
      return false; // Another process was faster.
    }
    if (schema != 0) {
      throw new SQLException("schema " + schema + " is not known");
    }
    execute(
        made,
        "CREATE TABLE packages(sha512 BLOB PRIMARY KEY, name TEXT NOT NULL, version TEXT NOT NULL,"
            + " files INTEGER NOT NULL, tarball_size INTEGER NOT NULL, unpacked_size INTEGER NOT"
            + " NULL, added_at INTEGER NOT NULL, used_at INTEGER NOT NULL) WITHOUT ROWID");
    execute(
        made,
        "CREATE TABLE digests(algorithm INTEGER NOT NULL, digest BLOB NOT NULL, sha512 BLOB NOT"
            + " NULL, PRIMARY KEY(algorithm, digest)) WITHOUT ROWID");
    execute(made, "CREATE INDEX digests_of ON digests(sha512)");
    filler.fill(made);
    execute(made, "PRAGMA user_version = " + SCHEMA);
    return true;
  }

  private Connection replaceFile() throws SQLException {
    Optional<FolderLock> lock =
        FolderLock.acquire(layout.indexLock(), FolderLock.Mode.EXCLUSIVE, PATIENCE);
    if (lock.isEmpty()) {
      throw new SQLException("another process is replacing the index");
    }
    try (FolderLock _ = lock.get()) {
      for (String suffix : List.of("", "-wal", "-shm", "-journal")) {
        Folders.remove(Path.of(layout.index() + suffix));
      }
      return connectTo(layout.index().toString());
    }
  }

  /** After a failure the next place is tried; when memory fails too there is nothing left. */
  private void giveUpPlace(SQLException e) {
    close();
    place =
        switch (place) {
          case FILE -> isAboutTheFileSystem(e) ? Place.MEMORY : Place.FRESH_FILE;
          case FRESH_FILE -> Place.MEMORY;
          case MEMORY ->
              throw FileErrors.of(new IOException(e.getMessage(), e), "index", layout.root());
        };
  }

  /** Whether a new file would meet the same refusal: busy, read-only, no locks, no space. */
  private static boolean isAboutTheFileSystem(SQLException e) {
    int primary = e.getErrorCode() & 0xff;
    return switch (primary) {
      case 3, 5, 6, 8, 10, 13, 14, 15, 22, 23 -> true;
      default -> false;
    };
  }

  private static int schemaOf(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("PRAGMA user_version")) {
      return rows.next() ? rows.getInt(1) : 0;
    }
  }

  private static void execute(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private static void rollBackQuietly(Connection connection) {
    try {
      connection.rollback();
    } catch (SQLException e) {
      // The failure that led here is the one to tell.
    }
  }
}
