package dev.jpm.mirror.metadata;

import dev.jpm.mirror.config.TeamName;
import dev.jpm.model.PackageName;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Map.Entry;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;

record GrantRows(Database database) implements Grants {
  private static final String OF_PEOPLE =
      " FROM team_packages p JOIN team_members m ON m.org = p.org AND m.team = p.team WHERE ";

  @Override
  public boolean isRestricted(PackageName name) {
    return database
        .first("SELECT 1 FROM restricted WHERE name = ?", row -> row.getInt(1), name.value())
        .isPresent();
  }

  @Override
  public Set<PackageName> restricted() {
    return new HashSet<>(
        database.all("SELECT name FROM restricted", row -> PackageName.parse(row.getString(1))));
  }

  @Override
  public void restrict(PackageName name, boolean restricted) {
    String sql =
        restricted
            ? "INSERT INTO restricted(name) VALUES (?) ON CONFLICT DO NOTHING"
            : "DELETE FROM restricted WHERE name = ?";
    database.changeInTurn(
        name.value(),
        writing -> {
          int changed = writing.run(sql, name.value());
          if (changed > 0) {
            // Followers who may read it from now on have not heard of it.
            ChangeRows.add(writing, name.value());
          }
          return changed;
        });
  }

  @Override
  public void grant(TeamName team, PackageName name, Permission permission) {
    database.changeForGood(writing ->
        writing.run(
            "INSERT INTO team_packages(name, org, team, permission) VALUES (?, ?, ?, ?)"
                + " ON CONFLICT(name, org, team) DO UPDATE SET permission = excluded.permission",
            name.value(),
            team.org(),
            team.team(),
            permission.word()));
  }

  @Override
  public boolean revoke(TeamName team, PackageName name) {
    return database.changeForGood(writing ->
        writing.run(
                "DELETE FROM team_packages WHERE name = ? AND org = ? AND team = ?",
                name.value(),
                team.org(),
                team.team())
            == 1);
  }

  @Override
  public Optional<Permission> of(PackageName name, String person) {
    List<Permission> all =
        database.all(
            "SELECT p.permission" + OF_PEOPLE + "p.name = ? AND m.person = ?",
            row -> permission(row.getString(1)),
            name.value(),
            person);
    return all.stream().max(Permission::compareTo);
  }

  @Override
  public SequencedMap<String, Permission> people(PackageName name) {
    return most(
        database.all(
            "SELECT m.person, p.permission" + OF_PEOPLE + "p.name = ? ORDER BY m.person",
            row -> Map.entry(row.getString(1), permission(row.getString(2))),
            name.value()));
  }

  @Override
  public SequencedMap<PackageName, Permission> packages(TeamName team) {
    return most(
        database.all(
            "SELECT name, permission FROM team_packages WHERE org = ? AND team = ? ORDER BY name",
            GrantRows::packageRow,
            team.org(),
            team.team()));
  }

  @Override
  public SequencedMap<PackageName, Permission> packages(String person) {
    return most(
        database.all(
            "SELECT p.name, p.permission" + OF_PEOPLE + "m.person = ? ORDER BY p.name",
            GrantRows::packageRow,
            person));
  }

  private static Entry<PackageName, Permission> packageRow(ResultSet row) throws SQLException {
    return Map.entry(PackageName.parse(row.getString(1)), permission(row.getString(2)));
  }

  /** Of what several teams may do, the most counts. */
  private static <K> SequencedMap<K, Permission> most(List<Entry<K, Permission>> rows) {
    SequencedMap<K, Permission> most = new LinkedHashMap<>();
    for (Entry<K, Permission> row : rows) {
      most.merge(
          row.getKey(), row.getValue(), (one, other) -> one.compareTo(other) > 0 ? one : other);
    }
    return most;
  }

  private static Permission permission(String word) {
    return word.equals(Permission.WRITE.word()) ? Permission.WRITE : Permission.READ;
  }
}
