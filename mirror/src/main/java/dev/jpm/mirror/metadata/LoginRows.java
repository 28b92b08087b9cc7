package dev.jpm.mirror.metadata;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;

record LoginRows(Database database) implements PendingLogins {
  private static final String LOGIN =
      "SELECT page, poll, host, begun_at, person FROM logins WHERE ";

  @Override
  public void add(Pending pending, Instant oldest, int most) {
    database.change(writing -> {
      writing.run("DELETE FROM logins WHERE begun_at < ?", oldest.toEpochMilli());
      // A limit, as SQLite knows no offset without one.
      writing.run(
          "DELETE FROM logins WHERE page IN"
              + " (SELECT page FROM logins ORDER BY begun_at DESC LIMIT 1000000 OFFSET ?)",
          most - 1);
      return writing.run(
          "INSERT INTO logins(page, poll, host, begun_at) VALUES (?, ?, ?, ?)",
          pending.page(),
          pending.poll(),
          pending.host(),
          pending.begun().toEpochMilli());
    });
  }

  @Override
  public Optional<Pending> byPage(String page) {
    return database.first(LOGIN + "page = ?", LoginRows::pending, page);
  }

  @Override
  public Optional<Pending> byPoll(String poll) {
    return database.first(LOGIN + "poll = ?", LoginRows::pending, poll);
  }

  @Override
  public void approve(String page, String person) {
    database.change(
        writing -> writing.run("UPDATE logins SET person = ? WHERE page = ?", person, page));
  }

  @Override
  public boolean end(String page) {
    return database.change(writing ->
        writing.run("DELETE FROM logins WHERE page = ? AND person IS NOT NULL", page) == 1);
  }

  private static Pending pending(ResultSet row) throws SQLException {
    return new Pending(
        row.getString(1),
        row.getString(2),
        row.getString(3),
        Instant.ofEpochMilli(row.getLong(4)),
        row.getString(5));
  }
}
