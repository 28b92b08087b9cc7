package dev.jpm.mirror.metadata;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.pool.HikariPool;
import dev.jpm.mirror.config.ClusterConfig.Postgres;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A PostgreSQL that several nodes use at once. Changes about one subject wait for each other by an
 * advisory lock, which ends with its transaction, and so with a node that is killed.
 */
final class PostgresDatabase implements Database {
  private static final long PATIENCE_MILLIS = 10_000;

  /** Of those who hold a lock while they work and need a connection of {@link #pool} besides. */
  private static final int WORKING = 4;

  private final HikariDataSource pool;
  private final HikariDataSource working;

  private PostgresDatabase(HikariDataSource pool, HikariDataSource working) {
    this.pool = pool;
    this.working = working;
  }

  static PostgresDatabase open(Postgres config) {
    try {
      HikariDataSource pool = pool(config, config.connections(), 1);
      PostgresDatabase database = new PostgresDatabase(pool, pool(config, WORKING, 0));
      try (Connection connection = pool.getConnection()) {
        Schema.prepare(connection, new PostgresDialect());
        return database;
      } catch (SQLException e) {
        database.close();
        throw new StorageException(e);
      }
    } catch (HikariPool.PoolInitializationException e) {
      throw new StorageException(e);
    }
  }

  private static HikariDataSource pool(Postgres config, int most, int least) {
    HikariConfig pool = new HikariConfig();
    pool.setJdbcUrl("jdbc:" + config.url());
    pool.setUsername(config.user());
    pool.setPassword(config.password().reveal());
    pool.setMaximumPoolSize(most);
    pool.setMinimumIdle(least);
    pool.setConnectionTimeout(PATIENCE_MILLIS);
    pool.addDataSourceProperty("ApplicationName", "jpm mirror");
    // A server that is gone without a word must not keep anybody waiting for ever.
    pool.addDataSourceProperty("tcpKeepAlive", "true");
    return new HikariDataSource(pool);
  }

  /** Makes PostgreSQL's words of SQLite's. */
  private record PostgresDialect() implements Schema.Dialect {
    @Override
    public boolean isEmbedded() {
      return false;
    }

    /** Nodes that start at once make the tables one after another. */
    @Override
    public void begin(Connection connection) throws SQLException {
      Database.execute(connection, "BEGIN");
      Database.execute(
          connection, "SELECT pg_advisory_xact_lock(hashtextextended('jpm mirror schema', 0))");
    }

    @Override
    public int version(Connection connection) throws SQLException {
      Database.execute(
          connection, "CREATE TABLE IF NOT EXISTS schema_version(version INTEGER NOT NULL)");
      try (Statement statement = connection.createStatement();
          ResultSet rows = statement.executeQuery("SELECT version FROM schema_version")) {
        return rows.next() ? rows.getInt(1) : 0;
      }
    }

    @Override
    public void setVersion(Connection connection, int version) throws SQLException {
      Database.execute(connection, "DELETE FROM schema_version");
      Database.execute(connection, "INSERT INTO schema_version(version) VALUES (" + version + ")");
    }

    /** Texts are ordered by their bytes, as SQLite does, wherever the server stands. */
    @Override
    public String words(String sql) {
      return sql.replace("WITHOUT ROWID", "")
          .replace(
              "INTEGER PRIMARY KEY AUTOINCREMENT",
              "BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY")
          .replace(" INTEGER", " BIGINT")
          .replace(" TEXT", " TEXT COLLATE \"C\"");
    }
  }

  @Override
  public <T> List<T> all(String sql, Row<T> row, @Nullable Object... values) {
    try (Connection connection = pool.getConnection()) {
      return Database.rows(connection, sql, row, values);
    } catch (SQLException e) {
      throw new StorageException(e);
    }
  }

  @Override
  public <T> T change(Change<T> change) {
    return transaction(
        pool,
        connection -> {
          Database.execute(connection, "SET LOCAL synchronous_commit = off");
          return change.on(new Writing(connection));
        });
  }

  @Override
  public <T> T changeForGood(Change<T> change) {
    return transaction(pool, connection -> change.on(new Writing(connection)));
  }

  @Override
  public <T> T changeInTurn(String subject, Change<T> change) {
    return transaction(
        pool,
        connection -> {
          lock(connection, subject);
          return change.on(new Writing(connection));
        });
  }

  @Override
  public <T> T alone(String subject, Supplier<T> work) {
    return transaction(
        working,
        connection -> {
          lock(connection, "alone " + subject);
          return work.get();
        });
  }

  private static void lock(Connection connection, String subject) throws SQLException {
    Database.rows(
        connection,
        "SELECT pg_advisory_xact_lock(hashtextextended(?, 0))",
        row -> Boolean.TRUE,
        subject);
  }

  /** What is done in a transaction. */
  @FunctionalInterface
  private interface Work<T> {
    T over(Connection connection) throws SQLException;
  }

  private static <T> T transaction(HikariDataSource pool, Work<T> work) {
    try (Connection connection = pool.getConnection()) {
      connection.setAutoCommit(false);
      boolean done = false;
      try {
        T result = work.over(connection);
        connection.commit();
        done = true;
        return result;
      } finally {
        if (!done) {
          connection.rollback();
        }
      }
    } catch (SQLException e) {
      throw new StorageException(e);
    }
  }

  @Override
  public void close() {
    working.close();
    pool.close();
  }
}
