package dev.jpm.mirror.metadata;

import dev.jpm.model.PackageName;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;

record DocumentRows(Database database) implements CachedDocuments {
  @Override
  public Optional<Cached> find(PackageName name) {
    return database.first(
        "SELECT digest, etag, checked_at FROM documents WHERE name = ?",
        row -> new Cached(row.getString(1), row.getString(2), Instant.ofEpochMilli(row.getLong(3))),
        name.value());
  }

  @Override
  public SequencedMap<PackageName, Cached> all() {
    SequencedMap<PackageName, Cached> found = new LinkedHashMap<>();
    database
        .all(
            "SELECT name, digest, etag, checked_at FROM documents ORDER BY name",
            row ->
                Map.entry(
                    PackageName.parse(row.getString(1)),
                    new Cached(
                        row.getString(2), row.getString(3), Instant.ofEpochMilli(row.getLong(4)))))
        .forEach(entry -> found.put(entry.getKey(), entry.getValue()));
    return found;
  }

  @Override
  public void put(PackageName name, Cached cached) {
    database.change(writing ->
        writing.run(
            "INSERT INTO documents(name, digest, etag, checked_at) VALUES (?, ?, ?, ?)"
                + " ON CONFLICT(name) DO UPDATE SET digest = excluded.digest,"
                + " etag = excluded.etag, checked_at = excluded.checked_at",
            name.value(),
            cached.digest(),
            cached.etag(),
            cached.checkedAt().toEpochMilli()));
  }
}
