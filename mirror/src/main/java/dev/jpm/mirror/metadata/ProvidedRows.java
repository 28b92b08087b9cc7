package dev.jpm.mirror.metadata;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

record ProvidedRows(Database database) implements ProvidedPeople {
  static final List<String> TABLES =
      List.of(
          """
          CREATE TABLE provided_people(issuer TEXT NOT NULL, subject TEXT NOT NULL,
            person TEXT NOT NULL, admin_until INTEGER NOT NULL, PRIMARY KEY(issuer, subject),
            UNIQUE(issuer, person)) WITHOUT ROWID
          """);

  @Override
  public Optional<String> find(String issuer, String subject) {
    return database.first(
        "SELECT person FROM provided_people WHERE issuer = ? AND subject = ?",
        row -> row.getString(1),
        issuer,
        subject);
  }

  @Override
  public boolean bind(String issuer, String subject, String person) {
    return database.changeForGood(writing -> {
      boolean bound =
          writing.run(
                  "INSERT INTO provided_people(issuer, subject, person, admin_until)"
                      + " VALUES (?, ?, ?, 0) ON CONFLICT DO NOTHING",
                  issuer,
                  subject,
                  person)
              == 1;
      if (bound) {
        writing.run("UPDATE people SET password = ? WHERE name = ?", People.NO_PASSWORD, person);
        for (String table : List.of("tokens", "logins", "trust_rules")) {
          writing.run("DELETE FROM " + table + " WHERE person = ?", person);
        }
      }
      return bound;
    });
  }

  @Override
  public void setAdmin(String issuer, String person, Instant until) {
    database.changeForGood(writing ->
        writing.run(
            "UPDATE provided_people SET admin_until = ? WHERE issuer = ? AND person = ?",
            until.toEpochMilli(),
            issuer,
            person));
  }

  @Override
  public boolean isAdmin(String issuer, String person, Instant now) {
    return database
        .first(
            "SELECT 1 FROM provided_people WHERE issuer = ? AND person = ? AND admin_until > ?",
            row -> row.getInt(1),
            issuer,
            person,
            now.toEpochMilli())
        .isPresent();
  }
}
