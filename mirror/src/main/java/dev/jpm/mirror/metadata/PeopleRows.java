package dev.jpm.mirror.metadata;

import dev.jpm.mirror.http.Json;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

record PeopleRows(Database database) implements People {
  private static final String PERSON = "SELECT name, password, email, created_at FROM people ";
  private static final String TOKEN =
      "SELECT id, hash, person, name, readonly, created_at, expires_at, limits FROM tokens ";

  @Override
  public Optional<Person> find(String name) {
    return database.first(PERSON + "WHERE name = ?", PeopleRows::person, name);
  }

  @Override
  public boolean owns(String name) {
    return database
        .first("SELECT 1 FROM owners WHERE person = ? LIMIT 1", row -> row.getInt(1), name)
        .isPresent();
  }

  @Override
  public List<Person> all() {
    return database.all(PERSON + "ORDER BY name", PeopleRows::person);
  }

  private static Person person(ResultSet row) throws SQLException {
    return new Person(
        row.getString(1), row.getString(2), row.getString(3), Instant.ofEpochMilli(row.getLong(4)));
  }

  @Override
  public boolean add(Person person) {
    return database.changeForGood(writing ->
        writing.run(
                "INSERT INTO people(name, password, email, created_at)"
                    + " VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING",
                person.name(),
                person.password(),
                person.email(),
                person.created().toEpochMilli())
            == 1);
  }

  @Override
  public void remove(String name) {
    database.changeForGood(writing -> {
      // Whoever gets the name later must not find rights with it.
      for (String table : List.of("tokens", "members", "team_members", "provided_people")) {
        writing.run("DELETE FROM " + table + " WHERE person = ?", name);
      }
      return writing.run("DELETE FROM people WHERE name = ?", name);
    });
  }

  @Override
  public boolean changePassword(String name, String before, String password) {
    return database.changeForGood(writing ->
        writing.run(
                "UPDATE people SET password = ? WHERE name = ? AND password = ?",
                password,
                name,
                before)
            == 1);
  }

  @Override
  public void add(Token token) {
    Instant expires = token.expires();
    database.changeForGood(writing ->
        writing.run(
            "INSERT INTO tokens(id, hash, person, name, readonly, created_at, expires_at, limits)"
                + " VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            token.id(),
            token.hash(),
            token.person(),
            token.name(),
            token.readonly() ? 1 : 0,
            token.created().toEpochMilli(),
            expires == null ? null : expires.toEpochMilli(),
            token.limits().equals(TokenLimits.NONE) ? null : token.limits().json().toString()));
  }

  @Override
  public Optional<Token> byHash(String hash) {
    return database.first(TOKEN + "WHERE hash = ?", PeopleRows::token, hash);
  }

  @Override
  public List<Token> tokens(String person) {
    return database.all(
        TOKEN + "WHERE person = ? ORDER BY created_at DESC, id", PeopleRows::token, person);
  }

  @Override
  public List<Token> tokens() {
    return database.all(TOKEN + "ORDER BY created_at DESC, id", PeopleRows::token);
  }

  @Override
  public boolean revoke(String person, String id) {
    return database.changeForGood(
        writing -> writing.run("DELETE FROM tokens WHERE person = ? AND id = ?", person, id) > 0);
  }

  private static Token token(ResultSet row) throws SQLException {
    long expires = row.getLong(7);
    boolean never = row.wasNull();
    String limits = row.getString(8);
    return new Token(
        row.getString(1),
        row.getString(2),
        row.getString(3),
        row.getString(4),
        row.getInt(5) != 0,
        Instant.ofEpochMilli(row.getLong(6)),
        never ? null : Instant.ofEpochMilli(expires),
        limits == null ? TokenLimits.NONE : TokenLimits.of(Json.parse(limits)));
  }
}
