package dev.jpm.mirror.transfer;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.management.ThreadMXBean;
import dev.jpm.mirror.http.Json;
import dev.jpm.mirror.key.BundleKey;
import dev.jpm.mirror.key.BundleSigner;
import dev.jpm.mirror.metadata.CachedDocuments;
import dev.jpm.mirror.metadata.CachedTarballs;
import dev.jpm.mirror.metadata.OwnPackages.OwnPackage;
import dev.jpm.mirror.metadata.OwnPackages.Release;
import dev.jpm.mirror.transfer.BundleReader.Terms;
import dev.jpm.mirror.transfer.BundleWriter.Wishes;
import dev.jpm.mirror.transfer.BundleWriter.Written;
import dev.jpm.model.PackageName;
import dev.jpm.model.error.ErrorCode;
import dev.jpm.model.error.JpmException;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Bundles bring what one mirror holds to another, all of it or what is new. */
class BundlesTest {
  @TempDir private Path temp;
  private Shelf here;
  private Shelf there;
  private Path full;
  private Path delta;

  @BeforeEach
  void open() throws IOException {
    here = new Shelf(temp.resolve("here"));
    there = new Shelf(temp.resolve("there"));
    full = temp.resolve("full.zip");
    delta = temp.resolve("delta.zip");
  }

  @AfterEach
  void close() {
    here.close();
    there.close();
  }

  @Test
  void allThatIsHereIsThereThen() throws IOException {
    here.fetched("a").attested("a", "1.0.0").fetched("b");
    here.published("@own/p", "1.0.0").published("@own/p", "1.1.0");
    here.metadata().keys().keep(List.of(Json.object().put("keyid", "theirs")));

    assertThat(here.export(full, Wishes.NONE).files()).isEqualTo(7);
    assertThat(there.take(full, Terms.NONE).added()).isEqualTo(7);
    assertThat(there.all()).isEqualTo(here.all()).hasSize(14);
    PackageName own = PackageName.parse("@own/p");
    OwnPackage found = there.metadata().packages().find(own).orElseThrow();
    assertThat(found.tags()).containsExactly(Map.entry("latest", "1.1.0"));
    assertThat(found.owners()).containsExactly("ann");
    assertThat(there.metadata().grants().restricted()).containsExactly(own);
    Release release = there.metadata().packages().release(own, "1.0.0").orElseThrow();
    assertThat(release.manifest())
        .as("signed by nobody here")
        .hasToString("{\"name\":\"@own/p\",\"version\":\"1.0.0\",\"dist\":{}}");
    assertThat(there.metadata().packages().attestations(own, "1.1.0")).hasSize(1);

    assertThat(there.take(full, Terms.NONE).added()).as("again").isZero();
    assertThat(there.all()).isEqualTo(here.all());
    Path again = temp.resolve("again.zip");
    here.export(again, Wishes.NONE);
    assertThat(again).hasSameBinaryContentAs(full);
  }

  @Test
  void aDeltaHoldsWhatIsNewAndNeedsWhatItBuildsUpon() throws IOException {
    here.fetched("a").attested("a", "1.0.0");
    Written first = here.export(full, Wishes.NONE);
    here.fetched("c").attested("a", "1.1.0");
    Written second = here.export(delta, new Wishes(full, null, null));
    assertThat(second.files()).isEqualTo(3);
    assertThat(second.held()).isEqualTo(3);

    assertThatThrownBy(() -> there.take(delta, Terms.NONE))
        .isInstanceOfSatisfying(
            JpmException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.ENOENT))
        .hasMessageContaining("since the bundle " + first.id().substring(0, 16))
        .hasMessageContaining("3 files are not here");
    assertThat(there.all()).isEmpty();

    there.take(full, Terms.NONE);
    assertThat(there.take(delta, Terms.NONE).added()).isEqualTo(3);
    assertThat(there.all()).isEqualTo(here.all());
    assertThat(there.take(delta, Terms.NONE).added()).isZero();
    assertThat(there.take(full, Terms.NONE).added()).isZero();
    assertThat(there.all()).isEqualTo(here.all());
  }

  @Test
  void aDeltaBuildsUponADeltaOfWhichTheManifestIsLeft() throws IOException {
    here.fetched("a");
    here.export(full, Wishes.NONE);
    here.fetched("b");
    here.export(delta, new Wishes(full, null, null));
    Path manifest = temp.resolve("manifest.ndjson");
    Files.write(manifest, OpenedBundle.of(delta).entries().getFirst().bytes());
    here.fetched("c");
    Path third = temp.resolve("third.zip");
    Written written = here.export(third, new Wishes(manifest, null, null));
    assertThat(written.files()).isEqualTo(2);
    assertThat(written.held()).isEqualTo(4);

    there.take(full, Terms.NONE);
    assertThatThrownBy(() -> there.take(third, Terms.NONE))
        .hasMessageContaining(OpenedBundle.sha512(Files.readAllBytes(manifest)).substring(0, 16))
        .hasMessageContaining("2 files are not here");
    there.take(delta, Terms.NONE);
    there.take(third, Terms.NONE);
    assertThat(there.all()).isEqualTo(here.all());

    Files.writeString(manifest, "{\"format\": 2}\nno line\n");
    assertThatThrownBy(() -> here.export(third, new Wishes(manifest, null, null)))
        .hasMessageContaining("neither a bundle nor the manifest of one");
  }

  @Test
  void whatIsNewerThereStays() throws IOException {
    here.fetched("a").fetched("mine");
    here.export(full, Wishes.NONE);
    here.fetched("b");
    here.export(delta, new Wishes(full, null, null));
    PackageName a = PackageName.parse("a");
    var newer =
        new CachedDocuments.Cached(
            there.keep("newer".getBytes(UTF_8)), null, Shelf.THEN.plusSeconds(1));
    there.metadata().documents().put(a, newer);
    there.published("mine", "2.0.0").tarball("a", "tarball of a");

    // What the base held of these is not here, and nothing lacks it.
    there.take(delta, Terms.NONE);
    assertThat(there.metadata().documents().find(a)).contains(newer);
    assertThat(there.metadata().documents().find(PackageName.parse("mine"))).isEmpty();
    assertThat(there.metadata().documents().find(PackageName.parse("b"))).isPresent();
  }

  @Test
  void advisoriesGoWhereTheConfigurationSays() throws IOException {
    Path osv = Files.createDirectories(temp.resolve("osv"));
    Files.writeString(osv.resolve("MAL-1.json"), "{\"id\": \"MAL-1\"}");
    Files.writeString(osv.resolve("README"), "no record");
    Path target = temp.resolve("inside/npm.zip");
    Terms terms = new Terms(List.of(), target);
    here.fetched("a");

    Written written = here.export(full, new Wishes(null, null, osv));
    assertThat(there.take(full, Terms.NONE).note()).contains("policy.advisories");
    assertThat(there.take(full, new Terms(List.of(), osv)).note()).contains("is a folder");
    assertThat(there.take(full, terms).note()).isEmpty();
    try (var zip = new ZipFile(target.toFile())) {
      assertThat(zip.stream().map(ZipEntry::getName)).containsExactly("MAL-1.json");
    }

    byte[] newer = "newer".getBytes(UTF_8);
    Files.write(target, newer);
    there.take(full, terms);
    assertThat(target).hasBinaryContent(newer);
    Files.setLastModifiedTime(target, FileTime.from(Shelf.THEN));
    there.take(full, terms);
    assertThat(target).isNotEmptyFile().content(UTF_8).contains("MAL-1");

    here.export(delta, new Wishes(full, null, osv));
    assertThat(OpenedBundle.of(delta).entries()).hasSize(2);
    there.take(delta, terms);
    assertThat(target).content(UTF_8).contains("MAL-1");
    assertThat(written.files()).isEqualTo(2);
  }

  @Test
  void whoHasMadeItIsProven() throws IOException {
    here.fetched("a");
    Path file = temp.resolve("key.pem");
    BundleKey key = BundleSigner.make(file);
    BundleKey other = BundleSigner.make(temp.resolve("other.pem"));
    assertThat(Files.getPosixFilePermissions(file)).hasSize(2);
    assertThatThrownBy(() -> BundleSigner.make(file)).hasMessageContaining("key.pem");
    Wishes signed = new Wishes(null, BundleSigner.read(file), null);
    here.export(full, signed);

    assertRefused(full, other, "is signed by no key that is trusted");
    OpenedBundle opened = OpenedBundle.of(full);
    opened.entries().remove(1);
    opened.write(delta);
    assertRefused(delta, key, "is not signed");
    opened = OpenedBundle.of(full);
    opened.manifest(opened.entries().get(2).bytes().length + 1L);
    opened.write(delta);
    assertRefused(delta, key, "was changed after that");
    here.fetched("b").export(delta, Wishes.NONE);
    OpenedBundle forged = OpenedBundle.of(delta);
    forged.entries().add(1, OpenedBundle.of(full).entries().get(1));
    forged.write(delta);
    assertRefused(delta, key, "is signed by no key");

    BundleKey read = BundleKey.parse(key.toString());
    String pem = "-----BEGIN PUBLIC KEY-----\n" + key + "\n-----END PUBLIC KEY-----\n";
    assertThat(BundleKey.parse(pem)).isEqualTo(read);
    assertThat(there.take(full, new Terms(List.of(other, read), null)).added()).isEqualTo(2);
    assertThat(there.take(full, Terms.NONE).added()).isZero();
    assertThatThrownBy(() -> BundleKey.parse("AAAA")).hasMessageContaining("no public Ed25519 key");
    Files.writeString(file, "nothing");
    assertThatThrownBy(() -> BundleSigner.read(file)).hasMessageContaining("no key to sign with");
  }

  private void assertRefused(Path bundle, BundleKey trusted, String why) {
    assertThatThrownBy(() -> there.take(bundle, new Terms(List.of(trusted), null)))
        .isInstanceOfSatisfying(
            JpmException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.EINTEGRITY))
        .hasMessageContaining(why);
    assertThat(there.all()).isEmpty();
  }

  @Test
  void bodiesAreNeverHeld() throws IOException {
    byte[] large = new byte[24 << 20];
    new Random(1).nextBytes(large);
    here.fetched("a");
    here.metadata()
        .tarballs()
        .put(
            PackageName.parse("large"),
            "large.tgz",
            new CachedTarballs.Cached(here.keep(large), large.length));

    assertThat(allocated(() -> here.export(full, Wishes.NONE))).isLessThan(large.length / 4L);
    assertThat(allocated(() -> there.take(full, Terms.NONE))).isLessThan(large.length / 4L);
    Set<String> all = new TreeSet<>(here.all());
    assertThat(there.all()).isEqualTo(all);
    assertThat(there.unfinished()).isEmpty();
  }

  @FunctionalInterface
  private interface Work {
    Object run() throws IOException;
  }

  private static long allocated(Work work) throws IOException {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long before = threads.getCurrentThreadAllocatedBytes();
    assertThat(work.run()).isNotNull();
    return threads.getCurrentThreadAllocatedBytes() - before;
  }
}
