package dev.jpm.mirror.metadata;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Rows in tables. Statements are written in the SQL that both SQLite and PostgreSQL understand;
 * what differs between the two is told by their implementations.
 */
interface Database extends AutoCloseable {
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
  <T> List<T> all(String sql, Row<T> row, @Nullable Object... values);

  /** The first row that {@code sql} finds. */
  default <T> Optional<T> first(String sql, Row<T> row, @Nullable Object... values) {
    return all(sql, row, values).stream().findFirst();
  }

  /** Runs a change that a loss of power may undo: what can be fetched again. */
  <T> T change(Change<T> change);

  /**
   * Runs a change that is on the disk when this returns. What it reads may be changed meanwhile by
   * others, unless they say that theirs is {@linkplain #changeInTurn about} the same.
   */
  <T> T changeForGood(Change<T> change);

  /** The same, after all others that are about {@code subject} and before all that come later. */
  <T> T changeInTurn(String subject, Change<T> change);

  /** Runs work, which may take a while, when nobody else runs some about {@code subject}. */
  <T> T alone(String subject, Supplier<T> work);

  @Override
  void close();

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

  /** The rows that {@code sql} finds over {@code connection}. */
  static <T> List<T> rows(Connection connection, String sql, Row<T> row, @Nullable Object... values)
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
      // PostgreSQL has no place for this character; it says nothing to people.
      Object value = values[i] instanceof String text ? text.replace('\0', '\uFFFD') : values[i];
      statement.setObject(i + 1, value);
    }
  }

  static void execute(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}
