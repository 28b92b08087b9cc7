package dev.jpm.mirror.metadata;

import dev.jpm.mirror.config.TeamName;
import dev.jpm.mirror.metadata.Database.Writing;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;

record OrganizationRows(Database database) implements Organizations {
  static final List<String> TABLES =
      List.of(
          """
          CREATE TABLE members(org TEXT NOT NULL, person TEXT NOT NULL, role TEXT NOT NULL,
            PRIMARY KEY(org, person)) WITHOUT ROWID
          """,
          """
          CREATE TABLE teams(org TEXT NOT NULL, team TEXT NOT NULL,
            PRIMARY KEY(org, team)) WITHOUT ROWID
          """,
          """
          CREATE TABLE team_members(org TEXT NOT NULL, team TEXT NOT NULL, person TEXT NOT NULL,
            PRIMARY KEY(org, team, person)) WITHOUT ROWID
          """,
          """
          CREATE TABLE team_packages(name TEXT NOT NULL, org TEXT NOT NULL, team TEXT NOT NULL,
            permission TEXT NOT NULL, PRIMARY KEY(name, org, team)) WITHOUT ROWID
          """,
          // Beside packages, so that it outlives one that is taken back and published again.
          "CREATE TABLE restricted(name TEXT PRIMARY KEY) WITHOUT ROWID",
          "ALTER TABLE tokens ADD COLUMN limits TEXT");

  @Override
  public List<String> all() {
    return database.all("SELECT DISTINCT org FROM members ORDER BY org", row -> row.getString(1));
  }

  @Override
  public List<String> of(String person) {
    return database.all(
        "SELECT org FROM members WHERE person = ? ORDER BY org", row -> row.getString(1), person);
  }

  @Override
  public SequencedMap<String, Role> members(String org) {
    SequencedMap<String, Role> members = new LinkedHashMap<>();
    database
        .all(
            "SELECT person, role FROM members WHERE org = ? ORDER BY person",
            row -> Map.entry(row.getString(1), role(row.getString(2))),
            org)
        .forEach(member -> members.put(member.getKey(), member.getValue()));
    return members;
  }

  private static Role role(String word) {
    return Role.of(word).orElse(Role.DEVELOPER);
  }

  @Override
  public void found(String org, String founder) {
    inTurn(
        org,
        writing ->
            writing
                    .first("SELECT 1 FROM members WHERE org = ? LIMIT 1", row -> row.getInt(1), org)
                    .isEmpty()
                && put(writing, org, founder, Role.OWNER));
  }

  @Override
  public boolean setMember(String org, String person, Role role) {
    return inTurn(
        org,
        writing ->
            (role == Role.OWNER || !isLastOwner(writing, org, person))
                && put(writing, org, person, role));
  }

  private static boolean put(Writing writing, String org, String person, Role role)
      throws SQLException {
    return writing.run(
            "INSERT INTO members(org, person, role) VALUES (?, ?, ?)"
                + " ON CONFLICT(org, person) DO UPDATE SET role = excluded.role",
            org,
            person,
            role.word())
        == 1;
  }

  @Override
  public boolean removeMember(String org, String person) {
    return inTurn(
        org,
        writing -> {
          if (isLastOwner(writing, org, person)) {
            return false;
          }
          writing.run("DELETE FROM team_members WHERE org = ? AND person = ?", org, person);
          writing.run("DELETE FROM members WHERE org = ? AND person = ?", org, person);
          return true;
        });
  }

  private static boolean isLastOwner(Writing writing, String org, String person)
      throws SQLException {
    List<String> owners =
        writing.all(
            "SELECT person FROM members WHERE org = ? AND role = 'owner'",
            row -> row.getString(1),
            org);
    return owners.equals(List.of(person));
  }

  @Override
  public List<TeamName> teams(String org) {
    return database.all(
        "SELECT org, team FROM teams WHERE org = ? ORDER BY team", OrganizationRows::team, org);
  }

  static TeamName team(ResultSet row) throws SQLException {
    return new TeamName(row.getString(1), row.getString(2));
  }

  @Override
  public boolean has(TeamName team) {
    return database
        .first(
            "SELECT 1 FROM teams WHERE org = ? AND team = ?",
            row -> row.getInt(1),
            team.org(),
            team.team())
        .isPresent();
  }

  @Override
  public boolean add(TeamName team) {
    return inTurn(
        team.org(),
        writing ->
            writing.run(
                    "INSERT INTO teams(org, team) VALUES (?, ?) ON CONFLICT DO NOTHING",
                    team.org(),
                    team.team())
                == 1);
  }

  @Override
  public boolean remove(TeamName team) {
    return inTurn(
        team.org(),
        writing -> {
          int teams = 0;
          for (String table : List.of("team_members", "team_packages", "teams")) {
            teams =
                writing.run(
                    "DELETE FROM " + table + " WHERE org = ? AND team = ?",
                    team.org(),
                    team.team());
          }
          return teams == 1;
        });
  }

  @Override
  public List<String> people(TeamName team) {
    return database.all(
        "SELECT person FROM team_members WHERE org = ? AND team = ? ORDER BY person",
        row -> row.getString(1),
        team.org(),
        team.team());
  }

  @Override
  public boolean isIn(TeamName team, String person) {
    return database
        .first(
            "SELECT 1 FROM team_members WHERE org = ? AND team = ? AND person = ?",
            row -> row.getInt(1),
            team.org(),
            team.team(),
            person)
        .isPresent();
  }

  @Override
  public boolean add(TeamName team, String person) {
    return inTurn(
        team.org(),
        writing -> {
          boolean belongs =
              writing
                  .first(
                      "SELECT 1 FROM members JOIN teams ON teams.org = members.org"
                          + " WHERE members.org = ? AND person = ? AND team = ?",
                      row -> row.getInt(1),
                      team.org(),
                      person,
                      team.team())
                  .isPresent();
          if (belongs) {
            writing.run(
                "INSERT INTO team_members(org, team, person) VALUES (?, ?, ?)"
                    + " ON CONFLICT DO NOTHING",
                team.org(),
                team.team(),
                person);
          }
          return belongs;
        });
  }

  @Override
  public boolean remove(TeamName team, String person) {
    return inTurn(
        team.org(),
        writing ->
            writing.run(
                    "DELETE FROM team_members WHERE org = ? AND team = ? AND person = ?",
                    team.org(),
                    team.team(),
                    person)
                == 1);
  }

  private boolean inTurn(String org, Database.Change<Boolean> change) {
    return database.changeInTurn("organization " + org, change);
  }
}
