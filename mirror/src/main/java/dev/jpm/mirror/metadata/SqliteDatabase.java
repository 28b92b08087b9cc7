package dev.jpm.mirror.metadata;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.sqlite.SQLiteConfig;

/** The embedded database: any number of readers, one writer at a time, in this process alone. */
final class SqliteDatabase implements Database {
  private static final int READERS = 4;
  private static final int BUSY_MILLIS = 10_000;

  private final Connection writer;
  private final ReentrantLock writing = new ReentrantLock(true);
  private final ReentrantLock working = new ReentrantLock(true);
  private final BlockingQueue<Connection> readers = new ArrayBlockingQueue<>(READERS);

  private SqliteDatabase(Path file) throws SQLException {
    writer = connect(file);
    Schema.prepare(writer, new SqliteDialect());
    for (int i = 0; i < READERS; i++) {
      readers.add(connect(file));
    }
  }

  static SqliteDatabase open(Path file) {
    try {
      return new SqliteDatabase(file);
    } catch (SQLException e) {
      throw new StorageException(e);
    }
  }

  /** The tables are described in SQLite's words; the file itself knows its version. */
  private record SqliteDialect() implements Schema.Dialect {
    @Override
    public boolean isEmbedded() {
      return true;
    }

    @Override
    public void begin(Connection connection) throws SQLException {
      Database.execute(connection, "BEGIN IMMEDIATE");
    }

    @Override
    public int version(Connection connection) throws SQLException {
      try (Statement statement = connection.createStatement();
          ResultSet rows = statement.executeQuery("PRAGMA user_version")) {
        return rows.next() ? rows.getInt(1) : 0;
      }
    }

    @Override
    public void setVersion(Connection connection, int version) throws SQLException {
      Database.execute(connection, "PRAGMA user_version = " + version);
    }

    @Override
    public String words(String sql) {
      return sql;
    }
  }

  @Override
  public <T> List<T> all(String sql, Row<T> row, @Nullable Object... values) {
    Connection connection = borrow();
    try {
      return Database.rows(connection, sql, row, values);
    } catch (SQLException e) {
      throw new StorageException(e);
    } finally {
      readers.add(connection);
    }
  }

  @Override
  public <T> T change(Change<T> change) {
    return change("NORMAL", change);
  }

  @Override
  public <T> T changeForGood(Change<T> change) {
    return change("FULL", change);
  }

  /** Every change waits for those before it, whatever they are about. */
  @Override
  public <T> T changeInTurn(String subject, Change<T> change) {
    return changeForGood(change);
  }

  @Override
  public <T> T alone(String subject, Supplier<T> work) {
    working.lock();
    try {
      return work.get();
    } finally {
      working.unlock();
    }
  }

  private <T> T change(String synchronous, Change<T> change) {
    writing.lock();
    try {
      Database.execute(writer, "PRAGMA synchronous = " + synchronous);
      Database.execute(writer, "BEGIN IMMEDIATE");
      boolean done = false;
      try {
        T result = change.on(new Writing(writer));
        Database.execute(writer, "COMMIT");
        done = true;
        return result;
      } finally {
        if (!done) {
          Database.execute(writer, "ROLLBACK");
        }
      }
    } catch (SQLException e) {
      throw new StorageException(e);
    } finally {
      writing.unlock();
    }
  }

  private Connection borrow() {
    try {
      return readers.take();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StorageException(e);
    }
  }

  private static Connection connect(Path file) throws SQLException {
    SQLiteConfig config = new SQLiteConfig();
    config.setBusyTimeout(BUSY_MILLIS);
    config.setJournalMode(SQLiteConfig.JournalMode.WAL);
    return config.createConnection("jdbc:sqlite:" + file);
  }

  @Override
  public void close() {
    try {
      for (int i = 0; i < READERS; i++) {
        readers.take().close();
      }
      writer.close();
    } catch (SQLException e) {
      throw new StorageException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
