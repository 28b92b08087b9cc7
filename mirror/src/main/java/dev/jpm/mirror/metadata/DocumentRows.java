package dev.jpm.mirror.metadata;

import dev.jpm.model.PackageName;
import java.time.Instant;
import java.util.Optional;

record DocumentRows(Database database) implements CachedDocuments {
  @Override
  public Optional<Cached> find(PackageName name) {
    return database.first(
        "SELECT digest, etag, checked_at FROM documents WHERE name = ?",
        row -> new Cached(row.getString(1), row.getString(2), Instant.ofEpochMilli(row.getLong(3))),
        name.value());
  }

  @Override
  public void put(PackageName name, Cached cached) {
    database.change(writing ->
        writing.run(
            "INSERT OR REPLACE INTO documents(name, digest, etag, checked_at) VALUES (?, ?, ?, ?)",
            name.value(),
            cached.digest(),
            cached.etag(),
            cached.checkedAt().toEpochMilli()));
  }
}
