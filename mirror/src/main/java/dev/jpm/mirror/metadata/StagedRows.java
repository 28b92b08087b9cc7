package dev.jpm.mirror.metadata;

import dev.jpm.mirror.http.Json;
import dev.jpm.mirror.metadata.OwnPackages.Attestation;
import dev.jpm.model.PackageName;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

record StagedRows(Database database) implements StagedVersions {
  static final List<String> TABLES =
      List.of(
          """
          CREATE TABLE staged(id TEXT PRIMARY KEY, name TEXT NOT NULL, version TEXT NOT NULL,
            digest TEXT NOT NULL, size INTEGER NOT NULL, person TEXT NOT NULL,
            created_at INTEGER NOT NULL, content TEXT NOT NULL, UNIQUE(name, version)) WITHOUT ROWID
          """,
          "CREATE INDEX staged_digest ON staged(digest)");

  private static final String STAGED =
      "SELECT id, name, version, digest, size, person, created_at, content FROM staged ";

  @Override
  public boolean add(Staged staged) {
    return database.changeForGood(writing ->
        writing.run(
                "INSERT INTO staged(id, name, version, digest, size, person, created_at, content)"
                    + " VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING",
                staged.id(),
                staged.name().value(),
                staged.version(),
                staged.digest(),
                staged.size(),
                staged.person(),
                staged.created().toEpochMilli(),
                told(staged.content()).toString())
            > 0);
  }

  @Override
  public Optional<Staged> find(String id) {
    return database.first(STAGED + "WHERE id = ?", StagedRows::staged, id);
  }

  @Override
  public List<Staged> all() {
    return database.all(STAGED + "ORDER BY created_at, id", StagedRows::staged);
  }

  @Override
  public boolean remove(String id) {
    return database.changeForGood(
        writing -> writing.run("DELETE FROM staged WHERE id = ?", id) > 0);
  }

  private static ObjectNode told(Content content) {
    ObjectNode told = Json.object().put("readme", content.readme());
    told.put("restricted", content.restricted());
    told.set("manifest", content.manifest());
    content.tags().forEach(told.putArray("tags")::add);
    ArrayNode attestations = told.putArray("attestations");
    content
        .attestations()
        .forEach(
            each -> attestations.addObject().put("type", each.type()).set("bundle", each.bundle()));
    return told;
  }

  private static Staged staged(ResultSet row) throws SQLException {
    ObjectNode told = Json.parse(row.getString(8));
    Content content =
        new Content(
            told.path("manifest").asObject(),
            told.path("tags").valueStream().map(tag -> tag.asString("")).toList(),
            told.path("readme").asString(""),
            told.path("restricted").asBoolean(false),
            told.path("attestations")
                .valueStream()
                .map(it ->
                    new Attestation(it.path("type").asString(""), it.path("bundle").asObject()))
                .toList());
    return new Staged(
        row.getString(1),
        PackageName.parse(row.getString(2)),
        row.getString(3),
        row.getString(4),
        row.getLong(5),
        row.getString(6),
        Instant.ofEpochMilli(row.getLong(7)),
        content);
  }
}
