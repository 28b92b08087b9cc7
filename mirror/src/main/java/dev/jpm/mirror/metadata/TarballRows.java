package dev.jpm.mirror.metadata;

import dev.jpm.model.PackageName;
import java.util.List;
import java.util.Optional;

record TarballRows(Database database) implements CachedTarballs {
  @Override
  public Optional<Cached> find(PackageName name, String file) {
    return database.first(
        "SELECT digest, size FROM tarballs WHERE name = ? AND file = ?",
        row -> new Cached(row.getString(1), row.getLong(2)),
        name.value(),
        file);
  }

  @Override
  public List<Named> all() {
    return database.all(
        "SELECT name, file, digest, size FROM tarballs ORDER BY name, file",
        row ->
            new Named(
                PackageName.parse(row.getString(1)),
                row.getString(2),
                new Cached(row.getString(3), row.getLong(4))));
  }

  @Override
  public void put(PackageName name, String file, Cached cached) {
    database.change(writing ->
        writing.run(
            "INSERT INTO tarballs(name, file, digest, size) VALUES (?, ?, ?, ?)"
                + " ON CONFLICT(name, file) DO UPDATE SET digest = excluded.digest,"
                + " size = excluded.size",
            name.value(),
            file,
            cached.digest(),
            cached.size()));
  }

  @Override
  public void remove(PackageName name, String file) {
    database.change(writing ->
        writing.run("DELETE FROM tarballs WHERE name = ? AND file = ?", name.value(), file));
  }
}
