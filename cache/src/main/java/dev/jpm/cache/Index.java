package dev.jpm.cache;

import dev.jpm.fs.Folders;
import dev.jpm.model.Integrity.Algorithm;
import dev.jpm.model.error.JpmException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What the store holds, for the questions that folders cannot answer quickly: by another digest
 * than SHA-512, in order, by last use. Derived from packages and journals; installing does not need
 * it. Safe for use by many threads and processes.
 */
final class Index implements AutoCloseable {
  private static final String ADD =
      "INSERT INTO packages VALUES(?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT(sha512) DO UPDATE SET name ="
          + " excluded.name, version = excluded.version, files = excluded.files, tarball_size ="
          + " excluded.tarball_size, unpacked_size = excluded.unpacked_size, added_at ="
          + " excluded.added_at, used_at = max(used_at, excluded.used_at)";
  private static final String ADD_DIGEST =
      "INSERT OR REPLACE INTO digests(algorithm, digest, sha512) VALUES(?, ?, ?)";
  private static final String USE =
      "UPDATE packages SET used_at = max(used_at, ?) WHERE sha512 = ?";
  private static final String ALL =
      "SELECT sha512, name, version, files, tarball_size, unpacked_size, added_at, used_at FROM"
          + " packages ORDER BY name, version, sha512";
  private static final String BY_DIGEST =
      "SELECT sha512 FROM digests WHERE algorithm = ? AND digest = ?";

  private final Packages packages;
  private final InstantSource clock;
  private final IndexDatabase database;

  Index(Packages packages, InstantSource clock) {
    this.packages = packages;
    this.clock = clock;
    this.database = new IndexDatabase(packages.layout(), this::fill);
  }

  /** The SHA-512 of the tarball that has {@code digest}. */
  Optional<String> sha512Of(Digest digest) {
    return database.ask(connection -> {
      try (PreparedStatement query = connection.prepareStatement(BY_DIGEST)) {
        query.setInt(1, Digest.codeOf(digest.algorithm()));
        query.setBytes(2, digest.bytes());
        try (ResultSet rows = query.executeQuery()) {
          return rows.next()
              ? Optional.of(HexFormat.of().formatHex(rows.getBytes(1)))
              : Optional.empty();
        }
      }
    });
  }

  /** Everything that is indexed, sorted by name, version, SHA-512. */
  List<StoreEntry> entries() {
    return database.ask(connection -> {
      List<StoreEntry> entries = new ArrayList<>();
      try (PreparedStatement query = connection.prepareStatement(ALL);
          ResultSet rows = query.executeQuery()) {
        while (rows.next()) {
          entries.add(entry(rows));
        }
      }
      return entries;
    });
  }

  /**
   * Takes over what the journals tell, and removes those whose writers have ended. {@code packages}
   * that are gone by now stay out.
   */
  void takeOverJournals() {
    Layout layout = packages.layout();
    List<Path> ended = new ArrayList<>();
    Map<String, Journal.Note> notes = new HashMap<>();
    for (Path journal : Journal.all(layout)) {
      boolean alive = Session.isAlive(layout, Journal.sessionOf(journal));
      Journal.read(journal).forEach((sha512, note) -> notes.merge(sha512, note, Journal.Note::and));
      if (!alive) {
        ended.add(journal);
      }
    }
    if (!notes.isEmpty()) {
      database.change(connection -> {
        apply(connection, notes);
        return true;
      });
    }
    try {
      ended.forEach(Folders::remove);
    } catch (JpmException e) {
      // A store that may only be read; to take them over twice changes nothing.
    }
  }

  /** Takes in these packages anew; answers how many of them were missing or known otherwise. */
  int correct(Collection<Inventory> whole) {
    return database.change(connection -> {
      Map<String, StoreEntry> known = new HashMap<>();
      try (PreparedStatement query = connection.prepareStatement(ALL);
          ResultSet rows = query.executeQuery()) {
        while (rows.next()) {
          known.put(HexFormat.of().formatHex(rows.getBytes(1)), entry(rows));
        }
      }
      List<Inventory> wrong =
          whole.stream().filter(one -> !agrees(known.get(one.sha512()), one)).toList();
      add(connection, wrong, clock.millis());
      return wrong.size();
    });
  }

  /** Forgets these packages. */
  void forget(Collection<String> sha512s) {
    database.change(connection -> {
      try (PreparedStatement rows =
              connection.prepareStatement("DELETE FROM packages WHERE sha512 = ?");
          PreparedStatement digests =
              connection.prepareStatement("DELETE FROM digests WHERE sha512 = ?")) {
        for (String sha512 : sha512s) {
          byte[] key = HexFormat.of().parseHex(sha512);
          rows.setBytes(1, key);
          rows.addBatch();
          digests.setBytes(1, key);
          digests.addBatch();
        }
        rows.executeBatch();
        digests.executeBatch();
        return true;
      }
    });
  }

  @Override
  public void close() {
    database.close();
  }

  /** Where no journal tells of a package's use it counts as used now, lest gc take it for old. */
  private void fill(Connection connection) throws SQLException {
    Map<String, Journal.Note> notes = new HashMap<>();
    for (Path journal : Journal.all(packages.layout())) {
      Journal.read(journal).forEach((sha512, note) -> notes.merge(sha512, note, Journal.Note::and));
    }
    Journal.Note now = new Journal.Note(clock.millis(), true);
    for (String sha512 : packages.all()) {
      Optional<Inventory> inventory = packages.read(sha512);
      if (inventory.isPresent()) {
        long usedAt = notes.getOrDefault(sha512, now).millis();
        add(connection, List.of(inventory.get()), usedAt);
      }
    }
  }

  private void apply(Connection connection, Map<String, Journal.Note> notes) throws SQLException {
    try (PreparedStatement use = connection.prepareStatement(USE)) {
      for (Map.Entry<String, Journal.Note> entry : notes.entrySet()) {
        String sha512 = entry.getKey();
        Journal.Note note = entry.getValue();
        use.setLong(1, note.millis());
        use.setBytes(2, HexFormat.of().parseHex(sha512));
        if (note.written() || use.executeUpdate() == 0) {
          Optional<Inventory> inventory = packages.read(sha512);
          if (inventory.isPresent()) {
            add(connection, List.of(inventory.get()), note.millis());
          }
        }
      }
    }
  }

  private static void add(Connection connection, Collection<Inventory> whole, long usedAt)
      throws SQLException {
    try (PreparedStatement row = connection.prepareStatement(ADD);
        PreparedStatement other = connection.prepareStatement(ADD_DIGEST)) {
      for (Inventory inventory : whole) {
        byte[] key = HexFormat.of().parseHex(inventory.sha512());
        row.setBytes(1, key);
        row.setString(2, inventory.label().name());
        row.setString(3, inventory.label().version());
        row.setInt(4, inventory.files().size());
        row.setLong(5, inventory.tarballSize());
        row.setLong(6, inventory.unpackedSize());
        row.setLong(7, inventory.addedAt());
        row.setLong(8, usedAt);
        row.addBatch();
        for (Digest digest : inventory.digests()) {
          other.setInt(1, Digest.codeOf(digest.algorithm()));
          other.setBytes(2, digest.bytes());
          other.setBytes(3, key);
          other.addBatch();
        }
      }
      row.executeBatch();
      other.executeBatch();
    }
  }

  private static StoreEntry entry(ResultSet rows) throws SQLException {
    return new StoreEntry(
        Digest.of(Algorithm.SHA512, rows.getBytes(1)).toIntegrity(),
        new Label(rows.getString(2), rows.getString(3)),
        rows.getInt(4),
        rows.getLong(5),
        rows.getLong(6),
        Instant.ofEpochMilli(rows.getLong(7)),
        Instant.ofEpochMilli(rows.getLong(8)));
  }

  private static boolean agrees(@Nullable StoreEntry known, Inventory inventory) {
    return known != null
        && known.label().equals(inventory.label())
        && known.files() == inventory.files().size()
        && known.tarballSize() == inventory.tarballSize()
        && known.unpackedSize() == inventory.unpackedSize();
  }
}
