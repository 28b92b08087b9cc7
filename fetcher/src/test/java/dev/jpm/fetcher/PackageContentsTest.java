package dev.jpm.fetcher;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.jpm.cache.Label;
import dev.jpm.cache.PackageWriter;
import dev.jpm.cache.Store;
import dev.jpm.cache.StoredPackage;
import dev.jpm.fetcher.PackageContents.Bundled;
import dev.jpm.model.Integrity;
import dev.jpm.model.error.ErrorCode;
import dev.jpm.model.error.JpmException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PackageContentsTest {
  @TempDir Path folder;
  private Store store;

  @BeforeEach
  void open() {
    store = Store.open(folder, InstantSource.system());
  }

  @AfterEach
  void close() {
    store.close();
  }

  @Test
  void findsBundledPackagesHoldersFirst() {
    StoredPackage stored =
        stored(
            "package.json", "{}",
            "node_modules/@s/b/package.json", "{\"name\":\"@s/b\",\"version\":\"1.0.0\"}",
            "node_modules/@s/b/node_modules/d/package.json", "{\"version\":\"2.0.0\"}",
            "node_modules/a/node_modules/c/index.js", "",
            "node_modules/a/package.json", "{\"name\":\"a\",\"bin\":\"cli.js\"}",
            "node_modules/.bin/a", "",
            "lib/node_modules/x/package.json", "{}");

    List<Bundled> bundled = PackageContents.bundled(stored);

    assertThat(bundled)
        .extracting(Bundled::location)
        .containsExactly(
            "node_modules/@s/b",
            "node_modules/a",
            "node_modules/@s/b/node_modules/d",
            "node_modules/a/node_modules/c");
    assertThat(bundled.getFirst().manifest().version()).isEqualTo("1.0.0");
    assertThat(bundled.get(1).manifest().texts("bin")).containsEntry("a", "cli.js");
    assertThat(bundled.getLast().manifest().json().isEmpty()).isTrue();
  }

  @Test
  void spellsOutTheFolderOfBins() {
    StoredPackage stored =
        stored(
            "package.json",
            "{\"name\":\"a\",\"directories\":{\"bin\":\"./bin\"}}",
            "bin/one",
            "",
            "bin/sub/two.js",
            "",
            "bin/.hidden",
            "",
            "other",
            "");

    assertThat(PackageContents.manifest(stored).texts("bin"))
        .containsEntry("one", "bin/one")
        .containsEntry("two.js", "bin/sub/two.js")
        .hasSize(2);
  }

  @Test
  void handsOutTheShrinkwrap() {
    assertThat(PackageContents.shrinkwrap(stored("npm-shrinkwrap.json", "{ }"))).contains("{ }");
    assertThat(PackageContents.shrinkwrap(stored("index.js", ""))).isEmpty();
  }

  @Test
  void tellsAMissingOrMalformedManifest() {
    assertThat(failure(stored("index.js", "")).code()).isEqualTo(ErrorCode.ENOENT);
    assertThat(failure(stored("package.json", "{]")).code()).isEqualTo(ErrorCode.EJSONPARSE);
  }

  private static JpmException failure(StoredPackage stored) {
    return catchThrowableOfType(JpmException.class, () -> PackageContents.manifest(stored));
  }

  /** Paths and texts in turn. */
  private StoredPackage stored(String... files) {
    byte[] digest =
        Integrity.Algorithm.SHA512.digest().digest(String.join("|", files).getBytes(UTF_8));
    try (PackageWriter writer = store.begin()) {
      for (int i = 0; i < files.length; i += 2) {
        byte[] bytes = files[i + 1].getBytes(UTF_8);
        writer.file(files[i], 0, bytes, 0, bytes.length);
      }
      return writer.commit(Integrity.of(Integrity.Algorithm.SHA512, digest), Label.NONE);
    }
  }
}
