package dev.jpm.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jpm.model.Integrity;
import dev.jpm.model.error.ErrorCode;
import dev.jpm.model.error.JpmException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StoreTest {
  private static final InstantSource CLOCK =
      InstantSource.fixed(Instant.parse("2026-01-02T03:04:05Z"));

  @TempDir Path folder;
  private Store store;

  @BeforeEach
  void open() {
    store = Store.open(folder.resolve("cache"), CLOCK);
  }

  @AfterEach
  void close() {
    store.close();
  }

  @Test
  void openingAndAskingAnEmptyStoreWritesNothing() {
    assertThat(store.find(Made.of("a", "1.0.0").integrity())).isEmpty();
    assertThat(store.folderOf(Made.of("a", "1.0.0").integrity())).isEmpty();
    assertThat(store.entries()).isEmpty();
    assertThat(store.verify().packages()).isZero();
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void aCommittedPackageIsFoundWithItsFilesModesAndLabel() throws IOException {
    Made made = Made.of("@s/a", "1.2.3");
    made.putInto(store);

    StoredPackage found = store.find(made.integrity()).orElseThrow();

    assertThat(found.label()).hasToString("@s/a@1.2.3");
    assertThat(found.integrity()).isEqualTo(made.integrity());
    assertThat(found.files())
        .extracting(StoredFile::path, StoredFile::executable)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple("package.json", false),
            org.assertj.core.groups.Tuple.tuple("bin/cli.js", true),
            org.assertj.core.groups.Tuple.tuple("lib/deep/index.js", false));
    for (StoredFile file : found.files()) {
      assertThat(found.pathOf(file)).hasContent(made.files().get(file.path()));
      assertThat(Files.size(found.pathOf(file))).isEqualTo(file.size());
      assertThat(Files.isExecutable(found.pathOf(file))).isEqualTo(file.executable());
    }
    assertThat(store.tarball(made.integrity()).orElseThrow()).hasBinaryContent(made.tarball());
    assertThat(store.folderOf(made.integrity())).contains(found.folder());
  }

  @Test
  void whatWasCommittedIsThereForTheNextProcess() {
    Made made = Made.of("a", "1.0.0");
    StoredPackage stored = made.putInto(store);
    store.close();

    try (Store next = Store.open(folder.resolve("cache"), CLOCK)) {
      assertThat(next.find(made.integrity())).contains(stored);
    }
  }

  @Test
  void anAliasStandsForThePackageItWasGivenLast() {
    Made one = Made.of("a", "1.0.0");
    Made two = Made.of("b", "1.0.0");
    assertThat(store.findAlias("git+file:///x#1")).isEmpty();
    one.putInto(store);
    two.putInto(store);
    store.putAlias("git+file:///x#1", one.integrity());
    store.putAlias("git+file:///x#1", two.integrity());
    store.close();
    open();

    assertThat(store.findAlias("git+file:///x#1"))
        .map(StoredPackage::integrity)
        .contains(two.integrity());
    store.remove(two.integrity());
    assertThat(store.findAlias("git+file:///x#1")).isEmpty();
    store.putAlias("git+file:///x#2", one.integrity());
    store.gc(GcPolicy.maxBytes(1_000_000));
    assertThat(store.findAlias("git+file:///x#2")).isPresent();
    assertThat(folder.resolve("cache/v1/aliases").toFile().list()).hasSize(1);
  }

  @Test
  void aWorkPathIsGoneWhenTheStoreCloses() throws IOException {
    Path work = Files.createDirectories(store.workPath());
    Files.writeString(work.resolve("x"), "x");

    store.close();

    assertThat(work).doesNotExist();
    open();
  }

  @Test
  void whatWasDiscardedLeavesNothing() {
    Made made = Made.of("a", "1.0.0");
    try (PackageWriter writer = store.begin()) {
      made.writeTo(writer);
    }

    assertThat(store.find(made.integrity())).isEmpty();
    store.close();
    assertThat(store.folder().resolve("tmp")).isEmptyDirectory();
  }

  @Test
  void manyAreFoundAtOnceAndTheMissingAreLeftOut() {
    Made a = Made.of("a", "1.0.0");
    Made b = Made.of("b", "1.0.0");
    a.putInto(store);
    b.putInto(store);

    Map<Integrity, StoredPackage> found =
        store.findAll(List.of(b.integrity(), Made.of("c", "1.0.0").integrity(), a.integrity()));

    assertThat(found).containsOnlyKeys(b.integrity(), a.integrity());
  }

  @Test
  void anOlderDigestToldAtCommitFindsThePackageInAnotherProcessToo() {
    Made made = Made.of("a", "1.0.0");
    Integrity sha1 = made.digest("SHA-1", "sha1");
    made.putInto(store, new Integrity(sha1 + " " + made.integrity()));

    assertThat(store.find(sha1)).isPresent();
    store.close();
    try (Store next = Store.open(folder.resolve("cache"), CLOCK)) {
      assertThat(next.find(sha1)).isPresent();
      assertThat(next.find(Made.of("b", "1.0.0").digest("SHA-1", "sha1"))).isEmpty();
    }
  }

  @Test
  void aDigestLearntByASecondCommitIsKept() {
    Made made = Made.of("a", "1.0.0");
    Integrity sha1 = made.digest("SHA-1", "sha1");
    made.putInto(store);
    made.putInto(store, new Integrity(made.integrity() + " " + sha1));
    store.close();

    try (Store next = Store.open(folder.resolve("cache"), CLOCK)) {
      assertThat(next.find(sha1)).isPresent();
    }
  }

  @Test
  void committingWithoutSha512IsAMistakeOfTheCaller() {
    Made made = Made.of("a", "1.0.0");
    try (PackageWriter writer = store.begin()) {
      made.writeTo(writer);
      assertThatThrownBy(() -> writer.commit(made.digest("SHA-1", "sha1"), Label.NONE))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  @Test
  void ofTwoWhoUnpackTheSamePackageTheSecondGetsTheFirstOnesResult() {
    Made made = Made.of("a", "1.0.0");
    try (PackageWriter slow = store.begin()) {
      made.writeTo(slow);
      StoredPackage first = made.putInto(store);

      assertThat(slow.commit(made.integrity(), new Label("other", ""))).isEqualTo(first);
    }
    assertThat(store.entries()).hasSize(1);
  }

  @Test
  void manyThreadsCommitTheSamePackagesAndAllGetWholeOnes() throws Exception {
    List<Future<StoredPackage>> results = new ArrayList<>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < 64; i++) {
        Made made = Made.of("a", "1.0." + i % 8);
        results.add(threads.submit(() -> made.putInto(store)));
      }
    }
    for (Future<StoredPackage> result : results) {
      StoredPackage stored = result.get();
      assertThat(stored.files()).allSatisfy(file -> assertThat(stored.pathOf(file)).exists());
    }
    assertThat(store.entries()).hasSize(8);
  }

  @Test
  void aBrokenFolderInThePlaceOfAPackageIsReplaced() throws IOException {
    Made made = Made.of("a", "1.0.0");
    StoredPackage stored = made.putInto(store);
    Files.writeString(stored.folder().resolveSibling("inventory"), "torn");
    assertThat(store.find(made.integrity())).isEmpty();

    made.putInto(store);

    assertThat(store.find(made.integrity())).contains(stored);
  }

  @Test
  void theSamePathTwiceKeepsTheLastContentAndMode() throws IOException {
    Made made = Made.of("a", "1.0.0");
    try (PackageWriter writer = store.begin()) {
      assertThat(writer.file("x", 0, Made.utf8("first, longer"), 0, 13)).isTrue();
      assertThat(writer.file("x", 7, Made.utf8("second"), 0, 6)).isTrue();
      StoredPackage stored = writer.commit(made.integrity(), Label.NONE);

      assertThat(stored.files()).hasSize(1);
      assertThat(stored.files().getFirst().executable()).isTrue();
      assertThat(stored.folder().resolve("x")).hasContent("second").isExecutable();
    }
  }

  @Test
  void aFileIsNeverAFolderTheFirstWins() {
    try (PackageWriter writer = store.begin()) {
      assertThat(writer.file("a", 0, Made.utf8("1"), 0, 1)).isTrue();
      assertThat(writer.file("a/b", 0, Made.utf8("1"), 0, 1)).isFalse();
      assertThat(writer.file("c/d", 0, Made.utf8("1"), 0, 1)).isTrue();
      assertThat(writer.file("c", 0, Made.utf8("1"), 0, 1)).isFalse();
      StoredPackage stored = writer.commit(Made.of("a", "1").integrity(), Label.NONE);
      assertThat(stored.files()).extracting(StoredFile::path).containsExactly("a", "c/d");
    }
    assertThat(store.verify().packages()).isEqualTo(1);
  }

  @Test
  void aPathThatLeavesThePackageIsRefused() {
    try (PackageWriter writer = store.begin()) {
      for (String path : List.of("../x", "a/../../x", "/x", "", "a//b", "a/.")) {
        assertThatThrownBy(() -> writer.file(path, 0, new byte[0], 0, 0))
            .isInstanceOfSatisfying(
                JpmException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.ETARBALL));
      }
    }
  }

  @Test
  void aFileMayBeWrittenInPieces() throws IOException {
    Made made = Made.of("a", "1.0.0");
    byte[] large = new byte[600_000];
    large[599_999] = 7;
    try (PackageWriter writer = store.begin()) {
      try (OutputStream out = writer.stream("dist/large.bin", 0)) {
        out.write(large, 0, 400_000);
        out.write(large, 400_000, 200_000);
      }
      StoredPackage stored = writer.commit(made.integrity(), Label.NONE);
      assertThat(stored.unpackedSize()).isEqualTo(600_000);
      assertThat(stored.folder().resolve("dist/large.bin")).hasBinaryContent(large);
    }
    assertThat(store.tarball(made.integrity())).as("none was written").isEmpty();
  }

  @Test
  void namesThatOnlySomeFileSystemsTellApartAreKeptAsTheDiskTellsThemApart() {
    String composed = "caf\u00e9.js";
    String decomposed = "cafe\u0301.js";
    Made made = Made.of("a", "1.0.0").with("Read.md", "1").with("READ.md", "2").with(composed, "3");
    made = made.with(decomposed, "4").with("\ufb01.js", "5").with("\u6587\u4ef6 \ud83d\ude00", "6");
    made.putInto(store);

    StoredPackage found = store.find(made.integrity()).orElseThrow();
    for (StoredFile file : found.files()) {
      assertThat(found.pathOf(file)).hasContent(made.files().get(file.path()));
    }
    assertThat(store.verify().packages()).isEqualTo(1);
  }

  @Test
  void aPackageOfThousandsOfFilesIsListedInOrder() {
    Made made = Made.of("big", "1.0.0");
    for (int i = 0; i < 300; i++) {
      made = made.with("d" + i % 7 + "/e" + i % 3 + "/f" + i, "content " + i);
    }
    Made all = made;
    byte[] one = Made.utf8("x");
    try (PackageWriter writer = store.begin()) {
      all.writeTo(writer);
      for (int i = 0; i < 4000; i++) {
        writer.file("many/" + i % 50 + "/" + i, i % 2 == 0 ? 7 : 0, one, 0, 1);
      }
      writer.commit(all.integrity(), Label.NONE);
    }
    StoredPackage found = store.find(all.integrity()).orElseThrow();
    assertThat(found.files()).hasSize(4303);
    assertThat(found.files().getLast().path()).isEqualTo("many/49/3999");
    assertThat(store.verify().packages()).isEqualTo(1);
  }
}
