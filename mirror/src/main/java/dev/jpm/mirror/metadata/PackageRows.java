package dev.jpm.mirror.metadata;

import dev.jpm.mirror.http.Json;
import dev.jpm.mirror.metadata.Database.Writing;
import dev.jpm.model.PackageName;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

record PackageRows(Database database) implements OwnPackages {
  private static final String RELEASE =
      "SELECT version, manifest, digest, size, published_at FROM releases WHERE name = ?";

  private static final SequencedMap<String, String> NO_TAGS =
      Collections.unmodifiableSequencedMap(new LinkedHashMap<>());

  @Override
  public Optional<OwnPackage> find(PackageName name) {
    // The revision is read first: what is read after it may be newer, never older.
    return database
        .first(
            "SELECT rev, created_at, modified_at, readme FROM packages WHERE name = ?",
            row ->
                new OwnPackage(
                    name,
                    row.getLong(1),
                    Instant.ofEpochMilli(row.getLong(2)),
                    Instant.ofEpochMilli(row.getLong(3)),
                    row.getString(4),
                    NO_TAGS,
                    List.of()),
            name.value())
        .map(own ->
            new OwnPackage(
                name,
                own.rev(),
                own.created(),
                own.modified(),
                own.readme(),
                tags(name),
                owners(name)));
  }

  private SequencedMap<String, String> tags(PackageName name) {
    SequencedMap<String, String> tags = new LinkedHashMap<>();
    database
        .all(
            "SELECT tag, version FROM tags WHERE name = ? ORDER BY tag",
            row -> Map.entry(row.getString(1), row.getString(2)),
            name.value())
        .forEach(tag -> tags.put(tag.getKey(), tag.getValue()));
    return tags;
  }

  @Override
  public List<String> owners(PackageName name) {
    return database.all(
        "SELECT person FROM owners WHERE name = ? ORDER BY person",
        row -> row.getString(1),
        name.value());
  }

  @Override
  public List<PackageName> ownedBy(String person) {
    return database.all(
        "SELECT p.name FROM packages p JOIN owners o ON o.name = p.name WHERE o.person = ?"
            + " ORDER BY p.name",
        row -> PackageName.parse(row.getString(1)),
        person);
  }

  @Override
  public List<String> founders(String scope) {
    // Between the slash and the character after it are all names of the scope.
    return database.all(
        "SELECT person FROM owners WHERE name = (SELECT name FROM releases"
            + " WHERE name >= ? AND name < ? ORDER BY position LIMIT 1)",
        row -> row.getString(1),
        scope + "/",
        scope + "0");
  }

  @Override
  public boolean has(PackageName name) {
    return database
        .first("SELECT 1 FROM releases WHERE name = ? LIMIT 1", row -> row.getInt(1), name.value())
        .isPresent();
  }

  @Override
  public List<PackageName> names() {
    return database.all(
        "SELECT name FROM packages ORDER BY name", row -> PackageName.parse(row.getString(1)));
  }

  @Override
  public List<Release> releases(PackageName name) {
    return database.all(RELEASE + " ORDER BY position", PackageRows::release, name.value());
  }

  @Override
  public Optional<Release> release(PackageName name, String version) {
    return database.first(
        RELEASE + " AND version = ?", PackageRows::release, name.value(), version);
  }

  @Override
  public boolean names(String digest) {
    return database
        .first(
            "SELECT 1 FROM releases WHERE digest = ? AND manifest IS NOT NULL LIMIT 1",
            row -> row.getInt(1),
            digest)
        .isPresent();
  }

  @Override
  public Published publish(Publication publication) {
    return database.changeInTurn(
        publication.name().value(), writing -> publish(writing, publication));
  }

  private static Published publish(Writing writing, Publication publication) throws SQLException {
    String name = publication.name().value();
    Release release = publication.release();
    long now = release.published().toEpochMilli();
    List<String> owners =
        writing.all("SELECT person FROM owners WHERE name = ?", row -> row.getString(1), name);
    Standing standing = publication.standing();
    if (!owners.isEmpty() && !owners.contains(publication.publisher()) && !standing.shared()) {
      return Published.NOT_OWNER;
    }
    int added =
        writing.run(
            "INSERT INTO releases(name, version, manifest, words, digest, size, published_at,"
                + " signed_by) VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING",
            name,
            release.version(),
            String.valueOf(release.manifest()),
            SearchRows.words(release.manifest()),
            release.digest(),
            release.size(),
            now,
            signer(release.manifest()));
    if (added == 0) {
      return Published.EXISTS;
    }
    writing.run(
        "INSERT INTO packages(name, rev, created_at, modified_at, readme) VALUES (?, 1, ?, ?, ?) ON"
            + " CONFLICT(name) DO UPDATE SET rev = packages.rev + 1, modified_at = ?, readme = ?",
        name,
        now,
        now,
        publication.readme(),
        now,
        publication.readme());
    for (String tag : publication.tags()) {
      setTag(writing, name, tag, release.version());
    }
    writing.run(
        "INSERT INTO tags(name, tag, version) VALUES (?, 'latest', ?) ON CONFLICT DO NOTHING",
        name,
        release.version());
    AttestationRows.add(writing, publication);
    if (owners.isEmpty()) {
      writing.run("INSERT INTO owners(name, person) VALUES (?, ?)", name, publication.publisher());
      if (standing.restricted()) {
        writing.run("INSERT INTO restricted(name) VALUES (?) ON CONFLICT DO NOTHING", name);
      }
    }
    ChangeRows.add(writing, name);
    return Published.DONE;
  }

  @Override
  public List<Attestation> attestations(PackageName name, String version) {
    return AttestationRows.of(database, name, version);
  }

  @Override
  public List<PackageName> unsigned() {
    return database.all(
        "SELECT DISTINCT name FROM releases WHERE signed_by IS NULL AND manifest IS NOT NULL"
            + " ORDER BY name",
        row -> PackageName.parse(row.getString(1)));
  }

  @Override
  public void sign(PackageName name, Consumer<ObjectNode> signing, Instant now) {
    change(
        name,
        now,
        writing -> {
          for (Release release :
              writing.all(RELEASE + " AND signed_by IS NULL", PackageRows::release, name.value())) {
            ObjectNode manifest = release.manifest();
            if (manifest != null) {
              signing.accept(manifest);
              writing.run(
                  "UPDATE releases SET manifest = ?, signed_by = ? WHERE name = ? AND version = ?",
                  manifest.toString(),
                  signer(manifest),
                  name.value(),
                  release.version());
            }
          }
        });
  }

  private static @Nullable String signer(@Nullable ObjectNode manifest) {
    return manifest == null
        ? null
        : manifest.path("dist").path("signatures").path(0).path("keyid").asString(null);
  }

  @Override
  public void deprecate(PackageName name, Map<String, String> messages, Instant now) {
    change(
        name,
        now,
        writing -> {
          for (Map.Entry<String, String> message : messages.entrySet()) {
            deprecate(writing, name.value(), message.getKey(), message.getValue());
          }
        });
  }

  private static void deprecate(Writing writing, String name, String version, String message)
      throws SQLException {
    Optional<Release> found =
        writing.first(RELEASE + " AND version = ?", PackageRows::release, name, version);
    ObjectNode manifest = found.map(Release::manifest).orElse(null);
    if (manifest == null) {
      return;
    }
    if (message.isEmpty()) {
      manifest.remove("deprecated");
    } else {
      manifest.put("deprecated", message);
    }
    writing.run(
        "UPDATE releases SET manifest = ? WHERE name = ? AND version = ?",
        manifest.toString(),
        name,
        version);
  }

  @Override
  public boolean withdraw(
      OwnPackage own, Set<String> versions, Map<String, String> tags, Instant now) {
    String name = own.name().value();
    return database.changeInTurn(
        name,
        writing -> {
          if (!isCurrent(writing, own)) {
            return false;
          }
          for (String version : versions) {
            writing.run(
                "UPDATE releases SET manifest = NULL WHERE name = ? AND version = ?",
                name,
                version);
            writing.run("DELETE FROM tags WHERE name = ? AND version = ?", name, version);
            AttestationRows.remove(writing, name, version);
          }
          for (Map.Entry<String, String> tag : tags.entrySet()) {
            setTag(writing, name, tag.getKey(), tag.getValue());
          }
          changed(writing, name, now);
          return true;
        });
  }

  @Override
  public boolean withdraw(OwnPackage own) {
    String name = own.name().value();
    return database.changeInTurn(
        name,
        writing -> {
          if (!isCurrent(writing, own)) {
            return false;
          }
          writing.run("UPDATE releases SET manifest = NULL WHERE name = ?", name);
          writing.run("DELETE FROM tags WHERE name = ?", name);
          AttestationRows.remove(writing, name);
          // Its owners stay: nobody else gets the name.
          writing.run("DELETE FROM packages WHERE name = ?", name);
          ChangeRows.add(writing, name);
          return true;
        });
  }

  private static boolean isCurrent(Writing writing, OwnPackage own) throws SQLException {
    return writing
        .first(
            "SELECT 1 FROM packages WHERE name = ? AND rev = ? AND created_at = ?",
            row -> true,
            own.name().value(),
            own.rev(),
            own.created().toEpochMilli())
        .isPresent();
  }

  @Override
  public void tag(PackageName name, String tag, @Nullable String version, Instant now) {
    change(
        name,
        now,
        writing -> {
          if (version == null) {
            writing.run("DELETE FROM tags WHERE name = ? AND tag = ?", name.value(), tag);
          } else {
            setTag(writing, name.value(), tag, version);
          }
        });
  }

  @Override
  public void setOwners(PackageName name, List<String> owners, Instant now) {
    change(
        name,
        now,
        writing -> {
          writing.run("DELETE FROM owners WHERE name = ?", name.value());
          for (String owner : owners) {
            writing.run(
                "INSERT INTO owners(name, person) VALUES (?, ?) ON CONFLICT DO NOTHING",
                name.value(),
                owner);
          }
        });
  }

  @Override
  public List<PackageName> search(List<String> words) {
    return SearchRows.all(database, words);
  }

  /** Work of a change. */
  @FunctionalInterface
  private interface Work {
    void on(Writing writing) throws SQLException;
  }

  private void change(PackageName name, Instant now, Work work) {
    database.changeInTurn(
        name.value(),
        writing -> {
          work.on(writing);
          return changed(writing, name.value(), now);
        });
  }

  private static int changed(Writing writing, String name, Instant now) throws SQLException {
    int rows =
        writing.run(
            "UPDATE packages SET rev = rev + 1, modified_at = ? WHERE name = ?",
            now.toEpochMilli(),
            name);
    ChangeRows.add(writing, name);
    return rows;
  }

  private static void setTag(Writing writing, String name, String tag, String version)
      throws SQLException {
    writing.run(
        "INSERT INTO tags(name, tag, version) VALUES (?, ?, ?)"
            + " ON CONFLICT(name, tag) DO UPDATE SET version = excluded.version",
        name,
        tag,
        version);
  }

  private static Release release(ResultSet row) throws SQLException {
    String manifest = row.getString(2);
    return new Release(
        row.getString(1),
        manifest == null ? null : Json.parse(manifest),
        row.getString(3),
        row.getLong(4),
        Instant.ofEpochMilli(row.getLong(5)));
  }
}
