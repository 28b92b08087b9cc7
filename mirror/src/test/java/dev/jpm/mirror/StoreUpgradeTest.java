package dev.jpm.mirror;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jpm.mirror.metadata.DatabaseStore;
import dev.jpm.mirror.metadata.StorageException;
import dev.jpm.mirror.metadata.TokenLimits;
import dev.jpm.model.PackageName;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A storage that another release has written. */
class StoreUpgradeTest {
  /** As the first release made them, as far as later ones change them. */
  private static final String EARLY =
      """
      CREATE TABLE packages(name TEXT PRIMARY KEY, rev INTEGER NOT NULL,
        created_at INTEGER NOT NULL, modified_at INTEGER NOT NULL, readme TEXT NOT NULL);
      CREATE TABLE releases(position INTEGER PRIMARY KEY AUTOINCREMENT, name TEXT NOT NULL,
        version TEXT NOT NULL, manifest TEXT, digest TEXT NOT NULL, size INTEGER NOT NULL,
        published_at INTEGER NOT NULL, UNIQUE(name, version));
      CREATE TABLE tags(name TEXT NOT NULL, tag TEXT NOT NULL, version TEXT NOT NULL,
        PRIMARY KEY(name, tag));
      CREATE TABLE tokens(id TEXT PRIMARY KEY, hash TEXT NOT NULL UNIQUE, person TEXT NOT NULL,
        name TEXT NOT NULL, readonly INTEGER NOT NULL, created_at INTEGER NOT NULL,
        expires_at INTEGER);
      INSERT INTO tokens VALUES ('i', 'h', 'me', 'ci', 0, 0, NULL);
      INSERT INTO packages VALUES ('p', 1, 0, 0, '');
      INSERT INTO releases VALUES (1, 'p', '1.0.0',
        '{"description": "Of a Kind", "keywords": ["rare"]}', 'd', 1, 0);
      INSERT INTO tags VALUES ('p', 'latest', '1.0.0');
      PRAGMA user_version = 2
      """;

  @TempDir private Path folder;

  @Test
  void whatAnEarlierOneHasWrittenIsFound() throws SQLException {
    Path file = folder.resolve("metadata.sqlite");
    run(file, EARLY);
    try (DatabaseStore store = DatabaseStore.embedded(file)) {
      for (String word : List.of("kind", "rare", "p")) {
        assertThat(store.packages().search(List.of(word)))
            .as(word)
            .containsExactly(PackageName.parse("p"));
      }
      assertThat(store.packages().search(List.of("other"))).isEmpty();
      assertThat(store.packages().search(List.of("%"))).isEmpty();
      assertThat(store.logins().byPage("none")).isEmpty();
      assertThat(store.people().byHash("h").orElseThrow().limits()).isEqualTo(TokenLimits.NONE);
      assertThat(store.grants().restricted()).isEmpty();
    }
  }

  @Test
  void whatALaterOneHasWrittenIsLeftAlone() throws SQLException {
    Path file = folder.resolve("metadata.sqlite");
    run(file, "PRAGMA user_version = 1000");
    assertThatThrownBy(() -> DatabaseStore.embedded(file))
        .isInstanceOf(StorageException.class)
        .hasMessageContaining("newer release");
  }

  private static void run(Path file, String statements) throws SQLException {
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
        Statement statement = connection.createStatement()) {
      for (String sql : statements.split(";", -1)) {
        statement.execute(sql);
      }
    }
  }
}
