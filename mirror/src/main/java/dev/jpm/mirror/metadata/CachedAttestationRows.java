package dev.jpm.mirror.metadata;

import dev.jpm.model.PackageName;
import java.util.List;
import java.util.Optional;
import java.util.Set;

record CachedAttestationRows(Database database) implements CachedAttestations {
  static final List<String> TABLES =
      List.of(
          """
          CREATE TABLE upstream_attestations(name TEXT NOT NULL, version TEXT NOT NULL,
            digest TEXT NOT NULL, PRIMARY KEY(name, version)) WITHOUT ROWID
          """,
          "CREATE INDEX upstream_attestations_digest ON upstream_attestations(digest)");

  @Override
  public List<Named> all() {
    return database.all(
        "SELECT name, version, digest FROM upstream_attestations ORDER BY name, version",
        row -> new Named(PackageName.parse(row.getString(1)), row.getString(2), row.getString(3)));
  }

  @Override
  public Set<String> versions(PackageName name) {
    return Set.copyOf(
        database.all(
            "SELECT version FROM upstream_attestations WHERE name = ?",
            row -> row.getString(1),
            name.value()));
  }

  @Override
  public Optional<String> find(PackageName name, String version) {
    return database.first(
        "SELECT digest FROM upstream_attestations WHERE name = ? AND version = ?",
        row -> row.getString(1),
        name.value(),
        version);
  }

  @Override
  public void put(Named named) {
    database.change(writing ->
        writing.run(
            "INSERT INTO upstream_attestations(name, version, digest) VALUES (?, ?, ?)"
                + " ON CONFLICT(name, version) DO UPDATE SET digest = excluded.digest",
            named.name().value(),
            named.version(),
            named.digest()));
  }

  @Override
  public void remove(PackageName name, String version) {
    database.change(writing ->
        writing.run(
            "DELETE FROM upstream_attestations WHERE name = ? AND version = ?",
            name.value(),
            version));
  }
}
