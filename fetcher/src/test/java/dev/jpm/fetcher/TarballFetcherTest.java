package dev.jpm.fetcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.jpm.cache.Label;
import dev.jpm.cache.Store;
import dev.jpm.cache.StoredPackage;
import dev.jpm.model.Integrity;
import dev.jpm.model.PackageName;
import dev.jpm.model.error.ErrorCode;
import dev.jpm.model.error.JpmException;
import dev.jpm.model.event.Event;
import dev.jpm.model.event.Event.Origin;
import dev.jpm.registrymock.Fault;
import dev.jpm.registrymock.MockRegistry;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class TarballFetcherTest {
  private static final String PATH = "/a/-/a-1.0.0.tgz";
  private static final RegistryHost HOST = new RegistryHost("npmjs", "public.example");

  @TempDir Path folder;
  private final TestRegistry registry = new TestRegistry();
  private final MockRegistry mock = registry.mock;
  private Store store;
  private RegistryClient client;

  @BeforeEach
  void open() {
    store = Store.open(folder.resolve("store"), InstantSource.system());
    mock.publish("a", "1.0.0", release -> release.file("lib/x.js", "x"));
    client = registry.client(registry.key() + ":_authToken=t0ken");
  }

  @AfterEach
  void close() {
    client.close();
    store.close();
    registry.close();
  }

  @Test
  void bringsAPackageIntoTheStore() {
    StoredPackage stored = fetch(integrity());

    assertThat(stored.integrity()).isEqualTo(integrity());
    assertThat(stored.folder().resolve("lib/x.js")).hasContent("x");
    assertThat(stored.label()).hasToString("a@1.0.0");
    assertThat(store.tarball(integrity()))
        .hasValueSatisfying(file -> assertThat(file).hasBinaryContent(mock.tarball("a", "1.0.0")));
    long size = mock.tarball("a", "1.0.0").length;
    assertThat(registry.events)
        .containsExactly(
            new Event.TarballStarted("a@1.0.0", java.util.OptionalLong.of(size)),
            new Event.TarballEnded("a@1.0.0", Origin.NETWORK, size));
  }

  @Test
  void takesFromTheStoreWhatIsThere() {
    fetch(integrity());
    registry.events.clear();

    StoredPackage again = fetch(integrity());

    assertThat(again.folder().resolve("lib/x.js")).hasContent("x");
    assertThat(mock.requests().count()).isEqualTo(1);
    assertThat(registry.events).containsExactly(new Event.FoundInStore(1));
  }

  @Test
  void worksOfflineWithWhatIsThereAndNothingElse() {
    JpmException error =
        catchThrowableOfType(JpmException.class, () -> fetch(CacheMode.OFFLINE, integrity()));
    assertThat(error.code()).isEqualTo(ErrorCode.ENOTCACHED);
    fetch(integrity());

    assertThat(fetch(CacheMode.OFFLINE, integrity()).files()).isNotEmpty();
    assertThat(mock.requests().count()).isEqualTo(1);
  }

  @Test
  void joinsThoseWhoAskAtTheSameTime() throws InterruptedException {
    Collection<StoredPackage> results = new ConcurrentLinkedQueue<>();
    try (var gate = mock.hold(PATH);
        TarballFetcher fetcher = fetcher(CacheMode.DEFAULT)) {
      List<Thread> threads =
          IntStream.range(0, 10)
              .mapToObj(
                  i -> Thread.ofVirtual().start(() -> results.add(fetcher.fetch(tarball(null)))))
              .toList();
      gate.awaitArrivals(1);
      gate.open();
      for (Thread thread : threads) {
        thread.join();
      }
    }

    assertThat(results).hasSize(10);
    assertThat(mock.requests().count()).isEqualTo(1);
  }

  @Test
  @Timeout(60)
  void leavesRoomForDocumentsHoweverManyTarballsAreUnderWay() throws InterruptedException {
    int tarballs = 40;
    IntStream.range(0, tarballs).forEach(i -> mock.publish("big-" + i, "1.0.0"));
    try (TarballFetcher fetcher = fetcher(CacheMode.DEFAULT);
        var gate = mock.hold("*.tgz")) {
      List<Thread> threads =
          IntStream.range(0, tarballs)
              .mapToObj(i -> "big-" + i)
              .map(name ->
                  new Tarball(
                      new Label(name, "1.0.0"),
                      PackageName.parse(name),
                      URI.create(mock.url() + name + "/-/" + name + "-1.0.0.tgz"),
                      null))
              .map(tarball -> Thread.ofVirtual().start(() -> fetcher.fetch(tarball)))
              .toList();
      gate.awaitArrivals(12);

      assertThat(client.document(PackageName.parse("a")).path("name").asString()).isEqualTo("a");

      gate.open();
      for (Thread thread : threads) {
        thread.join();
      }
    }
  }

  @Test
  void keepsNothingOfBytesThatAreOthersThanWanted() {
    mock.fail(PATH, Fault.corrupt());

    JpmException error = failure(integrity());

    assertThat(error.code()).isEqualTo(ErrorCode.EINTEGRITY);
    assertThat(error.sentence())
        .contains("a@1.0.0")
        .contains("integrity checksum failed when using sha512: wanted " + integrity() + " but got")
        .contains(mock.tarball("a", "1.0.0").length + " bytes");
    assertThat(store.entries()).isEmpty();
    assertThat(store.find(integrity())).isEmpty();
    assertThat(mock.requests().count()).as("npm tries twice").isEqualTo(2);
    assertThat(ended().bytes()).isZero();
  }

  @Test
  void triesDamagedBytesOnceMore() {
    mock.fail(PATH, 1, Fault.corrupt());

    assertThat(fetch(integrity()).folder().resolve("lib/x.js")).hasContent("x");

    assertThat(registry.events(Event.RequestRetried.class)).hasSize(1);
    assertThat(registry.pauses).isEmpty();
  }

  @Test
  void checksOldDigestsToo() {
    mock.publish("a", "1.0.0", release -> release.file("lib/x.js", "x"));
    Integrity sha1 = Integrity.ofShasum(shasum()).orElseThrow();

    StoredPackage stored = fetch(sha1);

    assertThat(stored.integrity().value()).startsWith(integrity().value());
    assertThat(failure(Integrity.ofShasum("00".repeat(20)).orElseThrow()).sentence())
        .contains("when using sha1");
  }

  @Test
  void triesAgainWhenTheConnectionBreaks() {
    mock.fail(PATH, 1, Fault.truncate(100)).fail(PATH, 1, Fault.status(500));

    assertThat(fetch(integrity()).folder().resolve("lib/x.js")).hasContent("x");

    assertThat(mock.requests().count()).isEqualTo(3);
    assertThat(registry.pauses).hasSize(2);
    assertThat(registry.events(Event.TarballStarted.class)).hasSize(1);
    assertThat(registry.events(Event.TarballEnded.class)).hasSize(1);
  }

  @Test
  void tellsAMissingTarball() {
    mock.unpublish("a");

    JpmException error = failure(null);

    assertThat(error.code()).isEqualTo(ErrorCode.E404);
    assertThat(error.sentence()).contains(PATH);
    assertThat(registry.events).isEmpty();
  }

  @Test
  void saysThatAPageCameForATarball() {
    mock.fail(PATH, Fault.html());

    JpmException error = failure(null);

    assertThat(error.code()).isEqualTo(ErrorCode.ETARBALL);
    assertThat(error.hints()).anyMatch(hint -> hint.contains("HTML page"));
    assertThat(mock.requests().count()).isEqualTo(1);
  }

  @Test
  void asksTheConfiguredRegistryForWhatLiesOnThePublicHost() {
    Tarball onPublicHost =
        Tarball.of(
            PackageName.parse("a"), "1.0.0", URI.create("https://public.example" + PATH), null);

    try (TarballFetcher fetcher = fetcher(CacheMode.DEFAULT)) {
      assertThat(fetcher.fetch(onPublicHost).integrity()).isEqualTo(integrity());
    }
  }

  @Test
  void sendsCredentialsToTheRegistrysHostOnly() {
    mock.requireBearer(PATH, "t0ken");
    fetch(integrity());
    try (TestRegistry other = new TestRegistry();
        TarballFetcher fetcher = fetcher(CacheMode.DEFAULT)) {
      other.mock.publish("a", "2.0.0");
      fetcher.fetch(
          Tarball.of(
              PackageName.parse("a"),
              "2.0.0",
              URI.create(other.mock.tarballUrl("a", "2.0.0")),
              null));

      assertThat(other.mock.requests().all().getFirst().header("authorization")).isNull();
    }
  }

  @Test
  void readsTarballsOnDisk() throws IOException {
    Path file = Files.write(folder.resolve("a.tgz"), mock.tarball("a", "1.0.0"));

    try (TarballFetcher fetcher = fetcher(CacheMode.OFFLINE)) {
      ManifestFetcher.Unpacked unpacked = new ManifestFetcher(fetcher).file(file, null);

      assertThat(unpacked.manifest().version()).isEqualTo("1.0.0");
      assertThat(unpacked.integrity()).isEqualTo(integrity());
    }
    assertThat(mock.requests().count()).isZero();
  }

  @Test
  void readsManifestsOutOfTarballsOnTheWeb() {
    try (TarballFetcher fetcher = fetcher(CacheMode.DEFAULT)) {
      ManifestFetcher.Unpacked unpacked =
          new ManifestFetcher(fetcher).remote(URI.create(mock.url() + PATH.substring(1)), null);

      assertThat(unpacked.manifest().name()).isEqualTo("a");
    }
  }

  @Test
  void tellsAFileThatIsMissing() {
    try (TarballFetcher fetcher = fetcher(CacheMode.DEFAULT)) {
      ManifestFetcher manifests = new ManifestFetcher(fetcher);
      JpmException error =
          catchThrowableOfType(
              JpmException.class, () -> manifests.file(folder.resolve("nothing.tgz"), null));

      assertThat(error.code()).isEqualTo(ErrorCode.ENOENT);
    }
  }

  private Integrity integrity() {
    return new Integrity(mock.integrity("a", "1.0.0"));
  }

  private String shasum() {
    byte[] digest = Integrity.Algorithm.SHA1.digest().digest(mock.tarball("a", "1.0.0"));
    return java.util.HexFormat.of().formatHex(digest);
  }

  private Tarball tarball(@Nullable Integrity integrity) {
    return Tarball.of(
        PackageName.parse("a"), "1.0.0", URI.create(mock.url() + PATH.substring(1)), integrity);
  }

  private StoredPackage fetch(@Nullable Integrity integrity) {
    return fetch(CacheMode.DEFAULT, integrity);
  }

  /** Each as a process of its own would. */
  private StoredPackage fetch(CacheMode mode, @Nullable Integrity integrity) {
    try (TarballFetcher fetcher = fetcher(mode)) {
      return fetcher.fetch(tarball(integrity));
    }
  }

  private JpmException failure(@Nullable Integrity integrity) {
    return catchThrowableOfType(JpmException.class, () -> fetch(integrity));
  }

  private TarballFetcher fetcher(CacheMode mode) {
    return new TarballFetcher(client, store, HOST, mode, registry.reporter());
  }

  private Event.TarballEnded ended() {
    return Objects.requireNonNull(registry.events(Event.TarballEnded.class).getLast());
  }
}
