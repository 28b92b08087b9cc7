package dev.jpm.cache;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PackumentCacheTest {
  private static final PackumentCache.Key KEY =
      new PackumentCache.Key("https://registry.example/", "@scope/name");

  @TempDir Path folder;
  private PackumentCache cache;

  @BeforeEach
  void open() {
    cache = Store.open(folder, InstantSource.system()).packuments();
  }

  private static CachedPackument document(String text) {
    return new CachedPackument(
        Optional.of("\"abc\""), Optional.of("Tue, 06 Jan 2026"), 1000, "full", Made.utf8(text));
  }

  @Test
  void aDocumentComesBackAsItWasPut() {
    cache.put(KEY, document("{}"));

    assertThat(cache.get(KEY)).get().usingRecursiveComparison().isEqualTo(document("{}"));
  }

  @Test
  void absentHeadersStayAbsentAndAnEmptyDocumentIsOne() {
    CachedPackument bare =
        new CachedPackument(Optional.empty(), Optional.empty(), 0, "", new byte[0]);
    cache.put(KEY, bare);

    assertThat(cache.get(KEY)).get().usingRecursiveComparison().isEqualTo(bare);
  }

  @Test
  void theLastPutWins() {
    cache.put(KEY, document("first, and longer"));
    cache.put(KEY, document("second"));

    assertThat(cache.get(KEY).orElseThrow().bytes()).asString().isEqualTo("second");
  }

  @Test
  void registriesAndNamesAreToldApart() {
    cache.put(KEY, document("{}"));

    assertThat(cache.get(new PackumentCache.Key("https://other.example/", "@scope/name")))
        .isEmpty();
    assertThat(cache.get(new PackumentCache.Key("https://registry.example/", "name"))).isEmpty();
    assertThat(cache.keys()).containsExactly(KEY);
  }

  @Test
  void theHeadTellsDocumentsApart() {
    assertThat(cache.head(KEY)).isEmpty();
    cache.put(KEY, document("{}"));
    PackumentHead first = cache.head(KEY).orElseThrow();
    cache.touch(KEY, 77_000);
    PackumentHead touched = cache.head(KEY).orElseThrow();
    cache.put(KEY, document("[]"));

    assertThat(first.key()).isEqualTo(KEY);
    assertThat(first.form()).isEqualTo(document("{}").form());
    assertThat(touched.fetchedAt()).isEqualTo(77_000);
    assertThat(touched.mark()).isEqualTo(first.mark());
    assertThat(cache.head(KEY).orElseThrow().mark()).isNotEqualTo(first.mark());
  }

  @Test
  void touchingChangesTheTimeAlone() {
    cache.put(KEY, document("{}"));
    cache.touch(KEY, 77_000);

    CachedPackument found = cache.get(KEY).orElseThrow();
    assertThat(found.fetchedAt()).isEqualTo(77_000);
    assertThat(found.bytes()).asString().isEqualTo("{}");
  }

  @Test
  void touchingWhatIsNotThereMakesNothing() {
    cache.touch(KEY, 5);

    assertThat(cache.get(KEY)).isEmpty();
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void aTornDocumentIsNone() throws IOException {
    cache.put(KEY, document("{\"long\": \"enough to be cut\"}"));
    Path file = cache.fileOf(KEY);
    byte[] bytes = Files.readAllBytes(file);
    for (int length : new int[] {0, 10, 30, bytes.length - 1}) {
      Files.write(file, java.util.Arrays.copyOf(bytes, length));
      assertThat(cache.get(KEY)).isEmpty();
    }
  }

  @Test
  void aRemovedDocumentIsGone() {
    cache.put(KEY, document("{}"));

    assertThat(cache.remove(KEY)).isTrue();
    assertThat(cache.remove(KEY)).isFalse();
    assertThat(cache.get(KEY)).isEmpty();
  }
}
