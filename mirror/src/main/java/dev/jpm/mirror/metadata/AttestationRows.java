package dev.jpm.mirror.metadata;

import dev.jpm.mirror.http.Json;
import dev.jpm.mirror.metadata.Database.Writing;
import dev.jpm.mirror.metadata.OwnPackages.Attestation;
import dev.jpm.mirror.metadata.OwnPackages.Publication;
import dev.jpm.model.PackageName;
import java.sql.SQLException;
import java.util.List;

/** What is attested of versions: comes and goes with them. */
final class AttestationRows {
  static final List<String> TABLES =
      List.of(
          """
          CREATE TABLE attestations(name TEXT NOT NULL, version TEXT NOT NULL, type TEXT NOT NULL,
            bundle TEXT NOT NULL, PRIMARY KEY(name, version, type)) WITHOUT ROWID
          """);

  private AttestationRows() {}

  static void add(Writing writing, Publication publication) throws SQLException {
    for (Attestation attestation : publication.attestations()) {
      writing.run(
          "INSERT INTO attestations(name, version, type, bundle) VALUES (?, ?, ?, ?)",
          publication.name().value(),
          publication.release().version(),
          attestation.type(),
          attestation.bundle().toString());
    }
  }

  static List<Attestation> of(Database database, PackageName name, String version) {
    return database.all(
        "SELECT type, bundle FROM attestations WHERE name = ? AND version = ? ORDER BY type",
        row -> new Attestation(row.getString(1), Json.parse(row.getString(2))),
        name.value(),
        version);
  }

  static void remove(Writing writing, String name, String version) throws SQLException {
    writing.run("DELETE FROM attestations WHERE name = ? AND version = ?", name, version);
  }

  static void remove(Writing writing, String name) throws SQLException {
    writing.run("DELETE FROM attestations WHERE name = ?", name);
  }
}
