package dev.jpm.cache;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jpm.model.Integrity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Verifying, forgetting, and mending the store. */
class StoreCareTest {
  private static final Instant START = Instant.parse("2026-01-02T03:04:05Z");

  @TempDir Path folder;
  private final AtomicReference<Instant> now = new AtomicReference<>(START);
  private Store store;

  @BeforeEach
  void open() {
    store = newStore();
  }

  @AfterEach
  void close() {
    store.close();
  }

  private Store newStore() {
    InstantSource clock = now::get;
    return Store.open(folder.resolve("cache"), clock);
  }

  private void reopen() {
    store.close();
    store = newStore();
  }

  private void pass(Duration time) {
    now.updateAndGet(before -> before.plus(time));
  }

  private static List<String> names(List<StoreEntry> entries) {
    return entries.stream().map(entry -> entry.label().toString()).toList();
  }

  @Test
  void entriesAreSortedAndTellSizesAndTimes() {
    Made.of("b", "1.0.0").putInto(store);
    Made.of("a", "2.0.0").putInto(store);
    Made a = Made.of("a", "1.0.0");
    a.putInto(store);
    pass(Duration.ofDays(3));
    store.find(a.integrity());

    List<StoreEntry> entries = store.entries();

    assertThat(names(entries)).containsExactly("a@1.0.0", "a@2.0.0", "b@1.0.0");
    StoreEntry first = entries.getFirst();
    assertThat(first.files()).isEqualTo(3);
    assertThat(first.tarballSize()).isEqualTo(a.tarball().length);
    assertThat(first.integrity()).isEqualTo(a.integrity());
    assertThat(first.addedAt()).isEqualTo(START);
    assertThat(first.usedAt()).isEqualTo(START.plus(Duration.ofDays(3)));
    assertThat(entries.get(1).usedAt()).isEqualTo(START);
  }

  @Test
  void lastUseOfAnEarlierProcessIsRemembered() {
    Made a = Made.of("a", "1.0.0");
    a.putInto(store);
    reopen();
    pass(Duration.ofDays(1));
    store.find(a.integrity());
    reopen();

    assertThat(store.entries().getFirst().usedAt()).isEqualTo(START.plus(Duration.ofDays(1)));
  }

  @Test
  void usesAfterAListingAreRememberedToo() {
    Made a = Made.of("a", "1.0.0");
    a.putInto(store);
    reopen();
    store.find(a.integrity());
    store.entries();
    pass(Duration.ofDays(1));
    store.find(a.integrity());
    reopen();

    assertThat(store.entries().getFirst().usedAt()).isEqualTo(START.plus(Duration.ofDays(1)));
  }

  @Test
  void gcForgetsWhatWasNotUsedSinceTheMoment() {
    Made old = Made.of("old", "1.0.0");
    Made kept = Made.of("kept", "1.0.0");
    Made used = Made.of("used", "1.0.0");
    Stream.of(old, kept, used).forEach(made -> made.putInto(store));
    pass(Duration.ofDays(10));
    store.find(used.integrity());
    Made.of("fresh", "1.0.0").putInto(store);

    GcReport report =
        store.gc(
            GcPolicy.unusedSince(START.plus(Duration.ofDays(5)))
                .keeping(entry -> entry.label().name().equals("kept")));

    assertThat(names(report.removed())).containsExactly("old@1.0.0");
    assertThat(report.freedBytes()).isEqualTo(report.removed().getFirst().size());
    assertThat(store.find(old.integrity())).isEmpty();
    assertThat(names(store.entries())).containsExactly("fresh@1.0.0", "kept@1.0.0", "used@1.0.0");
    assertThat(store.verify().reindexed()).isZero();
  }

  @Test
  void gcBySizeForgetsTheLongestUnusedFirst() {
    long size = 0;
    for (String name : List.of("a", "b", "c")) {
      Made.of(name, "1.0.0").putInto(store);
      pass(Duration.ofHours(1));
      size = store.entries().getFirst().size();
    }
    store.find(Made.of("a", "1.0.0").integrity());

    GcReport report = store.gc(GcPolicy.maxBytes(size * 2));

    assertThat(names(report.removed())).containsExactly("b@1.0.0");
    assertThat(report.keptBytes()).isEqualTo(size * 2);
  }

  @Test
  void gcForgetsOldDocuments() {
    PackumentCache.Key key = new PackumentCache.Key("https://registry.example/", "a");
    PackumentCache.Key fresh = new PackumentCache.Key("https://registry.example/", "b");
    store.packuments().put(key, document(START.toEpochMilli()));
    store.packuments().put(fresh, document(START.plus(Duration.ofDays(2)).toEpochMilli()));

    GcReport report = store.gc(GcPolicy.unusedSince(START.plus(Duration.ofDays(1))));

    assertThat(report.packuments()).isEqualTo(1);
    assertThat(store.packuments().keys()).containsExactly(fresh);
  }

  @Test
  void aRemovedPackageIsGoneFromDiskAndIndex() {
    Made a = Made.of("a", "1.0.0");
    StoredPackage stored = a.putInto(store);

    assertThat(store.remove(a.integrity())).isTrue();

    assertThat(store.find(a.integrity())).isEmpty();
    assertThat(stored.folder().getParent()).doesNotExist();
    assertThat(store.entries()).isEmpty();
    assertThat(store.remove(a.integrity())).isFalse();
  }

  @Test
  void cleanRemovesEverythingAndTheStoreGoesOn() {
    Made a = Made.of("a", "1.0.0");
    a.putInto(store);
    store.packuments().put(new PackumentCache.Key("https://r.example/", "a"), document(1));
    assertThat(store.runtimes()).isDirectory();

    store.clean();

    assertThat(store.find(a.integrity())).isEmpty();
    assertThat(store.packuments().keys()).isEmpty();
    assertThat(a.putInto(store).folder()).isDirectory();
    assertThat(store.entries()).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"tarball", "package/lib/deep/index.js", "inventory"})
  void verifyThrowsAwayAPackageWithAFlippedByte(String name) throws IOException {
    Made a = Made.of("a", "1.0.0");
    Made b = Made.of("b", "1.0.0");
    StoredPackage stored = a.putInto(store);
    b.putInto(store);
    Path file = stored.folder().resolveSibling(name);
    byte[] bytes = Files.readAllBytes(file);
    bytes[bytes.length / 2] ^= 1;
    Files.write(file, bytes);

    VerifyReport report = store.verify();

    assertThat(report.damaged()).isEqualTo(1);
    assertThat(report.incomplete()).isZero();
    assertThat(report.packages()).isEqualTo(1);
    assertThat(report.tarballs()).isEqualTo(1);
    assertThat(report.reclaimedBytes()).isPositive();
    assertThat(store.find(a.integrity())).isEmpty();
    assertThat(store.find(b.integrity())).isPresent();
    assertThat(names(store.entries())).containsExactly("b@1.0.0");
    assertThat(a.putInto(store)).as("comes back").isEqualTo(stored);
  }

  @Test
  void verifyThrowsAwayWhatMissesOrHasAFileTooManyOrAnotherMode() throws IOException {
    StoredPackage missing = Made.of("missing", "1.0.0").putInto(store);
    Files.delete(missing.folder().resolve("package.json"));
    StoredPackage foreign = Made.of("foreign", "1.0.0").putInto(store);
    Files.writeString(foreign.folder().resolve("more"), "x");
    StoredPackage mode = Made.of("mode", "1.0.0").putInto(store);
    assertThat(mode.folder().resolve("package.json").toFile().setExecutable(true)).isTrue();
    Files.createDirectories(store.folder().resolve("packages/zz/stray"));

    VerifyReport report = store.verify();

    assertThat(report.incomplete()).isEqualTo(2);
    assertThat(report.damaged()).isEqualTo(1);
    assertThat(report.packages()).isZero();
    assertThat(store.folder().resolve("packages/zz/stray")).doesNotExist();
  }

  @Test
  void verifyFindsAWholePackageThatTheIndexLost() {
    Made a = Made.of("a", "1.0.0");
    a.putInto(store);
    reopen();
    assertThat(store.entries()).hasSize(1);
    store.index().forget(List.of(Digest.sha512In(a.integrity()).orElseThrow()));
    assertThat(store.entries()).isEmpty();

    assertThat(store.verify().reindexed()).isEqualTo(1);

    assertThat(names(store.entries())).containsExactly("a@1.0.0");
    assertThat(store.verify().reindexed()).isZero();
  }

  @Test
  void verifyDropsDamagedDocuments() throws IOException {
    PackumentCache.Key key = new PackumentCache.Key("https://r.example/", "a");
    store.packuments().put(key, document(1));
    store.packuments().put(new PackumentCache.Key("https://r.example/", "b"), document(1));
    Path file = store.packuments().fileOf(key);
    Files.write(file, Arrays.copyOf(Files.readAllBytes(file), 50));

    assertThat(store.verify().packuments()).isEqualTo(1);
    assertThat(file).doesNotExist();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "not a database at all", "SQLite format 3\0 and then nonsense"})
  void aBrokenIndexIsMadeAgainFromTheDisk(String content) throws IOException {
    Made a = Made.of("a", "1.0.0");
    Integrity sha1 = a.digest("SHA-1", "sha1");
    a.putInto(store, new Integrity(a.integrity() + " " + sha1));
    assertThat(store.entries()).hasSize(1);
    store.close();
    Files.writeString(store.folder().resolve("index.db"), content.repeat(100));

    store = newStore();

    assertThat(store.find(sha1)).isPresent();
    assertThat(names(store.entries())).containsExactly("a@1.0.0");
  }

  @Test
  void anIndexThatCannotBeAFileLivesInMemory() throws IOException {
    Made a = Made.of("a", "1.0.0");
    a.putInto(store);
    Files.createDirectories(store.folder().resolve("index.db/in-the-way"));

    assertThat(names(store.entries())).containsExactly("a@1.0.0");
    assertThat(store.remove(a.integrity())).isTrue();
  }

  @Test
  void manyJournalsAreTakenOverByAWriter() {
    for (int i = 0; i < 70; i++) {
      Made.of("a", "1.0." + i).putInto(store);
      reopen();
    }

    assertThat(Journal.all(store.layout())).hasSizeLessThan(64);
    assertThat(store.entries()).hasSize(70);
  }

  private static CachedPackument document(long fetchedAt) {
    return new CachedPackument(
        Optional.of("\"e\""), Optional.empty(), fetchedAt, "full", Made.utf8("{\"a\": 1}"));
  }
}
