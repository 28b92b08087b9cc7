package dev.jpm.fetcher;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jpm.cache.Label;
import dev.jpm.cache.PackageWriter;
import dev.jpm.cache.Store;
import dev.jpm.cache.StoredFile;
import dev.jpm.cache.StoredPackage;
import dev.jpm.fetcher.PackageUnpacker.DamagedTarballException;
import dev.jpm.registrymock.TarballBuilder;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What npm makes of a tarball, row by row; measured with npm's own extractor. */
class TarballExtractionTest {
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
  void cutsOffOneFolderWhateverItsName() throws IOException {
    assertThat(files(tar().file("package/a", "1").file("other/b", "2").file("x/c/d", "3")))
        .isEqualTo(Map.of("a", "1", "b", "2", "c/d", "3"));
  }

  @Test
  void leavesOutWhatLiesInNoFolder() throws IOException {
    assertThat(files(tar().file("a", "1").file("package/b", "2"))).isEqualTo(Map.of("b", "2"));
  }

  @Test
  void leavesOutWhatClimbs() throws IOException {
    assertThat(
            files(
                tar()
                    .file("package/../../evil", "1")
                    .file("package/a/../../../evil", "1")
                    .file("../package/evil", "1")
                    .file("package/ok", "2")))
        .isEqualTo(Map.of("package/evil", "1", "ok", "2"));
  }

  @Test
  void makesAbsolutePathsRelative() throws IOException {
    assertThat(files(tar().file("/abs/x", "1").file("//abs/y", "2").file("/z", "3")))
        .isEqualTo(Map.of("abs/x", "1", "abs/y", "2", "z", "3"));
  }

  @Test
  void takesDotsAndDoubledSlashes() throws IOException {
    assertThat(files(tar().file("package//x", "1").file("package/./y", "2")))
        .isEqualTo(Map.of("x", "1", "y", "2"));
  }

  @Test
  void leavesOutLinksDevicesAndFolders() throws IOException {
    byte[] nothing = new byte[0];
    assertThat(
            files(
                tar()
                    .symlink("package/link", "/etc/passwd")
                    .hardLink("package/hard", "package/a")
                    .entry('3', "package/char", "", 0644, nothing)
                    .entry('4', "package/block", "", 0644, nothing)
                    .entry('6', "package/fifo", "", 0644, nothing)
                    .entry('S', "package/sparse", "", 0644, "x".getBytes(UTF_8))
                    .directory("package/empty")
                    .file("package/a", "1")))
        .isEqualTo(Map.of("a", "1"));
  }

  @Test
  void writesThroughNoLink() throws IOException {
    Path outside = Files.createDirectory(folder.resolve("outside"));

    Map<String, String> files =
        files(tar().symlink("package/dir", outside.toString()).file("package/dir/evil", "1"));

    assertThat(files).isEqualTo(Map.of("dir/evil", "1"));
    assertThat(outside).isEmptyDirectory();
  }

  @Test
  void ofAPathGivenTwiceTheLastCounts() throws IOException {
    assertThat(files(tar().file("package/a", "first, longer").file("x/a", "last")))
        .isEqualTo(Map.of("a", "last"));
  }

  @Test
  void keepsTheFirstWhereAFileIsAlsoAFolder() throws IOException {
    assertThat(
            files(
                tar()
                    .file("package/f", "1")
                    .file("package/f/g", "2")
                    .file("package/h/i", "3")
                    .file("package/h", "4")))
        .isEqualTo(Map.of("f", "1", "h/i", "3"));
  }

  @Test
  void takesAFileWithASlashAtItsEndForAFolder() throws IOException {
    assertThat(
            files(tar().entry('0', "package/dir/", "", 0644, new byte[0]).file("package/a", "1")))
        .isEqualTo(Map.of("a", "1"));
  }

  @Test
  void renamesGitignoreUnlessThereIsNpmignore() throws IOException {
    assertThat(
            files(
                tar()
                    .file("package/.gitignore", "git")
                    .file("package/a/.gitignore", "git")
                    .file("package/a/.npmignore", "npm")
                    .file("package/b/.npmignore", "npm")
                    .file("package/b/.gitignore", "git")
                    .file("package/x.gitignore", "kept")))
        .isEqualTo(
            Map.of(
                ".npmignore", "git",
                "a/.npmignore", "npm",
                "b/.npmignore", "npm",
                "x.gitignore", "kept"));
  }

  @ParameterizedTest
  @CsvSource({
    "0644, false",
    "0755, true",
    "0777, true",
    "0400, false",
    "0000, false",
    "04755, true",
    "06644, false"
  })
  void ofTheModeOnlyTheExecutableBitSurvives(String mode, boolean executable) throws IOException {
    byte[] bytes = tar().file("package/a", "1".getBytes(UTF_8), Integer.parseInt(mode, 8)).gzip();

    StoredPackage stored = unpack(bytes);

    StoredFile file = stored.files().getFirst();
    assertThat(file.executable()).isEqualTo(executable);
    assertThat((Integer) Files.getAttribute(stored.pathOf(file), "unix:mode") & 07000).isZero();
  }

  @Test
  void takesAnArchiveThatIsNotCompressed() throws IOException {
    assertThat(contents(unpack(tar().file("package/a", "1").tar()))).isEqualTo(Map.of("a", "1"));
  }

  @Test
  void takesPaddingAndASecondMember() throws IOException {
    byte[] first = tar().file("package/a", "1").gzip();
    byte[] plain = tar().file("package/a", "1").file("package/b", "2").tar();
    byte[] halves =
        join(gzip(Arrays.copyOf(plain, 700)), gzip(Arrays.copyOfRange(plain, 700, plain.length)));

    assertThat(contents(unpack(join(first, new byte[1000])))).containsOnlyKeys("a");
    assertThat(contents(unpack(halves))).containsOnlyKeys("a", "b");
  }

  @Test
  void readsLongNames() throws IOException {
    String deep = "package/" + "folder-name/".repeat(20) + "file.js";
    byte[] name = ("package/" + "x".repeat(150) + "\0").getBytes(UTF_8);

    assertThat(
            files(
                tar()
                    .file(deep, "pax")
                    .entry('L', "././@LongLink", "", 0644, name)
                    .file("package/short", "gnu")
                    .file("package/after", "own name")))
        .isEqualTo(Map.of(deep.substring(8), "pax", "x".repeat(150), "gnu", "after", "own name"));
  }

  @Test
  void passesOverGlobalHeaders() throws IOException {
    String commit = "0123456789012345678901234567890123456789";

    assertThat(files(tar().globalHeader("comment", commit).file("p/a", "1")))
        .isEqualTo(Map.of("a", "1"));
  }

  @Test
  void readsLargeFiles() throws IOException {
    byte[] large = new byte[1_000_000];
    new java.util.Random(1).nextBytes(large);

    StoredPackage stored =
        unpack(tar().file("package/l", large, 0644).file("package/a", "1").gzip());

    assertThat(stored.folder().resolve("l")).hasBinaryContent(large);
    assertThat(stored.folder().resolve("a")).hasContent("1");
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 100, 512, 1024})
  void refusesWhatIsNoArchive(int zeros) {
    assertThatThrownBy(() -> unpack(new byte[zeros]))
        .isInstanceOf(DamagedTarballException.class)
        .hasMessageContaining("TAR_BAD_ARCHIVE");
  }

  @Test
  void refusesAnArchiveThatEndsInAFile() {
    byte[] whole = tar().file("package/a", "x".repeat(2000)).tar();

    assertThatThrownBy(() -> unpack(Arrays.copyOf(whole, 1500)))
        .isInstanceOf(DamagedTarballException.class)
        .hasMessageContaining("Truncated");
    assertThat(store.entries()).isEmpty();
  }

  @Test
  void refusesBrokenCompression() {
    byte[] bytes = tar().file("package/a", "some text").gzip();

    assertThatThrownBy(() -> unpack(Arrays.copyOf(bytes, bytes.length - 10)))
        .isInstanceOf(DamagedTarballException.class);
    assertThatThrownBy(() -> unpack(join(bytes, "garbage".getBytes(UTF_8))))
        .isInstanceOf(DamagedTarballException.class);
  }

  private static TarballBuilder tar() {
    return new TarballBuilder();
  }

  private Map<String, String> files(TarballBuilder tarball) throws IOException {
    return contents(unpack(tarball.gzip()));
  }

  private StoredPackage unpack(byte[] bytes) throws IOException {
    try (PackageUnpacker unpacker = new PackageUnpacker(store.folder());
        PackageWriter writer = store.begin()) {
      return unpacker.unpack(
          new ByteArrayInputStream(bytes),
          writer,
          IntegrityCheck.of(null),
          Label.NONE,
          count -> {});
    }
  }

  private static Map<String, String> contents(StoredPackage stored) throws IOException {
    Map<String, String> contents = new TreeMap<>();
    try (var walk = Files.walk(stored.folder())) {
      for (Path file : walk.filter(Files::isRegularFile).collect(Collectors.toList())) {
        String path = stored.folder().relativize(file).toString();
        contents.put(path, Files.readString(file));
      }
    }
    assertThat(stored.files()).extracting(StoredFile::path).containsAll(contents.keySet());
    return contents;
  }

  private static byte[] join(byte[] a, byte[] b) {
    byte[] both = Arrays.copyOf(a, a.length + b.length);
    System.arraycopy(b, 0, both, a.length, b.length);
    return both;
  }

  private static byte[] gzip(byte[] plain) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (var gzip = new java.util.zip.GZIPOutputStream(out)) {
      gzip.write(plain);
    }
    return out.toByteArray();
  }
}
