package dev.jpm.mirror.metadata;

import dev.jpm.mirror.http.Json;
import dev.jpm.model.PackageName;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

record TrustRows(Database database) implements TrustRules {
  static final List<String> TABLES =
      List.of(
          """
          CREATE TABLE trust_rules(id TEXT PRIMARY KEY, name TEXT NOT NULL, type TEXT NOT NULL,
            claims TEXT NOT NULL, permissions TEXT NOT NULL, person TEXT NOT NULL,
            made_at INTEGER NOT NULL) WITHOUT ROWID
          """,
          "CREATE INDEX trust_rules_name ON trust_rules(name)",
          """
          CREATE TABLE publish_tokens(hash TEXT PRIMARY KEY, rule TEXT NOT NULL,
            expires_at INTEGER NOT NULL) WITHOUT ROWID
          """);

  private static final String RULE =
      "SELECT r.id, r.name, r.type, r.claims, r.permissions, r.person FROM trust_rules r ";

  @Override
  public List<Rule> of(PackageName name) {
    return database.all(
        RULE + "WHERE r.name = ? ORDER BY r.made_at, r.id", TrustRows::rule, name.value());
  }

  @Override
  public void add(Rule rule, Instant now) {
    database.changeForGood(writing ->
        writing.run(
            "INSERT INTO trust_rules(id, name, type, claims, permissions, person, made_at)"
                + " VALUES (?, ?, ?, ?, ?, ?, ?)",
            rule.id(),
            rule.name().value(),
            rule.type(),
            rule.claims().toString(),
            String.join(" ", rule.permissions()),
            rule.person(),
            now.toEpochMilli()));
  }

  @Override
  public boolean remove(PackageName name, String id) {
    return database.changeForGood(writing -> {
      writing.run("DELETE FROM publish_tokens WHERE rule = ?", id);
      return writing.run("DELETE FROM trust_rules WHERE name = ? AND id = ?", name.value(), id) > 0;
    });
  }

  @Override
  public void give(String hash, Rule rule, Instant now, Instant expires) {
    database.changeForGood(writing -> {
      writing.run("DELETE FROM publish_tokens WHERE expires_at < ?", now.toEpochMilli());
      return writing.run(
          "INSERT INTO publish_tokens(hash, rule, expires_at) VALUES (?, ?, ?)",
          hash,
          rule.id(),
          expires.toEpochMilli());
    });
  }

  @Override
  public Optional<Rule> byToken(String hash, Instant now) {
    return database.first(
        RULE + "JOIN publish_tokens t ON t.rule = r.id WHERE t.hash = ? AND t.expires_at > ?",
        TrustRows::rule,
        hash,
        now.toEpochMilli());
  }

  private static Rule rule(ResultSet row) throws SQLException {
    return new Rule(
        row.getString(1),
        PackageName.parse(row.getString(2)),
        row.getString(3),
        Json.parse(row.getString(4)),
        List.of(row.getString(5).split(" ")),
        row.getString(6));
  }
}
