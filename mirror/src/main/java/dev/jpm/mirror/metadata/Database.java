package dev.jpm.mirror.metadata;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.sqlite.SQLiteConfig;

/** The embedded database: any number of readers, one writer at a time. */
final class Database implements AutoCloseable {
  private static final int READERS = 4;
  private static final int BUSY_MILLIS = 10_000;

  private final Connection writer;
  private final ReentrantLock writing = new ReentrantLock(true);
  private final BlockingQueue<Connection> readers = new ArrayBlockingQueue<>(READERS);

  private Database(Path file) throws SQLException {
    writer = connect(file);
    Schema.prepare(writer);
    for (int i = 0; i < READERS; i++) {
      readers.add(connect(file));
    }
  }

  static Database open(Path file) {
    try {
      return new Database(file);
    } catch (SQLException e) {
      throw new StorageException(e);
    }
  }

  /** Makes something of a row. */
  @FunctionalInterface
  interface Row<T> {
    T of(ResultSet row) throws SQLException;
  }

  /** Several statements that happen all or not at all. */
  @FunctionalInterface
  interface Change<T> {
    T on(Writing writing) throws SQLException;
  }

  /** The rows that {@code sql} finds. */
  <T> List<T> all(String sql, Row<T> row, @Nullable Object... values) {
    Connection connection = borrow();
    try {
      return rows(connection, sql, row, values);
    } catch (SQLException e) {
      throw new StorageException(e);
    } finally {
      readers.add(connection);
    }
  }

  /** The first row that {@code sql} finds. */
  <T> Optional<T> first(String sql, Row<T> row, @Nullable Object... values) {
    return all(sql, row, values).stream().findFirst();
  }

  /** Runs a change that a loss of power may undo: what can be fetched again. */
  <T> T change(Change<T> change) {
    return change("NORMAL", change);
  }

  /** Runs a change that is on the disk when this returns. */
  <T> T changeForGood(Change<T> change) {
    return change("FULL", change);
  }

  private <T> T change(String synchronous, Change<T> change) {
    writing.lock();
    try {
      execute(writer, "PRAGMA synchronous = " + synchronous);
      execute(writer, "BEGIN IMMEDIATE");
      boolean done = false;
      try {
        T result = change.on(new Writing(writer));
        execute(writer, "COMMIT");
        done = true;
        return result;
      } finally {
        if (!done) {
          execute(writer, "ROLLBACK");
        }
      }
    } catch (SQLException e) {
      throw new StorageException(e);
    } finally {
      writing.unlock();
    }
  }

  /** A transaction under way. */
  record Writing(Connection connection) {
    /** Runs {@code sql}; the answer is the number of rows that it changed. */
    int run(String sql, @Nullable Object... values) throws SQLException {
      try (PreparedStatement statement = connection.prepareStatement(sql)) {
        set(statement, values);
        return statement.executeUpdate();
      }
    }

    <T> Optional<T> first(String sql, Row<T> row, @Nullable Object... values) throws SQLException {
      return rows(connection, sql, row, values).stream().findFirst();
    }

    <T> List<T> all(String sql, Row<T> row, @Nullable Object... values) throws SQLException {
      return rows(connection, sql, row, values);
    }
  }

  private static <T> List<T> rows(
      Connection connection, String sql, Row<T> row, @Nullable Object... values)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      set(statement, values);
      List<T> found = new ArrayList<>();
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          found.add(row.of(rows));
        }
      }
      return found;
    }
  }

  private static void set(PreparedStatement statement, @Nullable Object... values)
      throws SQLException {
    for (int i = 0; i < values.length; i++) {
      statement.setObject(i + 1, values[i]);
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

  static void execute(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
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
