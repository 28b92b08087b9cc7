package dev.jpm.fetcher;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jpm.cache.PackumentCache;
import dev.jpm.cache.Store;
import dev.jpm.fetcher.CachedPackuments.Held;
import dev.jpm.model.PackageName;
import dev.jpm.model.error.ErrorCode;
import dev.jpm.model.error.JpmException;
import dev.jpm.model.event.Event;
import dev.jpm.model.event.Event.Origin;
import dev.jpm.registrymock.Fault;
import dev.jpm.registrymock.MockRegistry;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PackumentFetcherTest {
  private static final PackageName A = PackageName.parse("a");

  @TempDir Path folder;
  private final TestRegistry registry = new TestRegistry();
  private final MockRegistry mock = registry.mock;
  private Store store;
  private Instant now = Instant.parse("2026-01-01T00:00:00Z");

  @BeforeEach
  void open() {
    store = Store.open(folder, () -> now);
    mock.publish("a", "1.0.0", release -> release.dependency("b", "^1.0.0").deprecated("old"));
  }

  @AfterEach
  void close() {
    store.close();
    registry.close();
  }

  @Test
  void bringsFullDocuments() {
    Packuments found = found(CacheMode.DEFAULT);

    assertThat(found.versions()).containsExactly("1.0.0");
    assertThat(found.dependencies()).containsEntry("b", "^1.0.0");
    assertThat(mock.requests().all().getFirst().header("accept")).isEqualTo("application/json");
    assertThat(registry.events).hasSize(2).first().isEqualTo(new Event.PackumentStarted("a"));
    assertThat(ended().origin()).isEqualTo(Origin.NETWORK);
    assertThat(ended().bytes()).isPositive();
  }

  @Test
  void asksOnceForAName() {
    try (RegistryClient client = registry.client()) {
      PackumentFetcher fetcher = fetcher(client, CacheMode.PREFER_ONLINE);
      fetcher.fetch(A);
      fetcher.fetch(A);
    }

    assertThat(mock.requests().count()).isEqualTo(1);
  }

  @Test
  void joinsThoseWhoAskAtTheSameTime() throws InterruptedException {
    Collection<PackumentResult> results = new ConcurrentLinkedQueue<>();
    try (var gate = mock.hold("/a");
        RegistryClient client = registry.client()) {
      PackumentFetcher fetcher = fetcher(client, CacheMode.DEFAULT);
      List<Thread> threads =
          IntStream.range(0, 10)
              .mapToObj(i -> Thread.ofVirtual().start(() -> results.add(fetcher.fetch(A))))
              .toList();
      gate.awaitArrivals(1);
      gate.open();
      for (Thread thread : threads) {
        thread.join();
      }
    }

    assertThat(results).hasSize(10).allMatch(PackumentResult.Found.class::isInstance);
    assertThat(mock.requests().count()).isEqualTo(1);
  }

  @Test
  void usesWhatIsFreshWithoutARequest() {
    mock.fail("/a", 1, document("cache-control", "max-age=300"));
    found(CacheMode.DEFAULT);
    now = now.plusSeconds(299);

    assertThat(found(CacheMode.DEFAULT).versions()).containsExactly("9.0.0");

    assertThat(mock.requests().count()).isEqualTo(1);
    assertThat(ended().origin()).isEqualTo(Origin.CACHE);
  }

  @Test
  void whatMayNotBeKeptTakesThePlaceOfWhatWas() {
    found(CacheMode.DEFAULT);
    mock.fail("/a", 1, document("cache-control", "no-store"));

    found(CacheMode.PREFER_ONLINE);

    assertThat(cached(CacheMode.DEFAULT).of(A)).isEmpty();
  }

  @Test
  void whatIsCachedIsToldApartWithoutBeingRead() {
    mock.fail("/a", 1, document("cache-control", "max-age=300"));
    found(CacheMode.DEFAULT);
    CachedPackuments.Held first = cached(CacheMode.DEFAULT).of(A).orElseThrow();
    now = now.plusSeconds(300);

    assertThat(first.isEnough()).isTrue();
    assertThat(cached(CacheMode.DEFAULT).of(A)).contains(new Held(first.mark(), false));
    assertThat(cached(CacheMode.OFFLINE).of(A)).contains(first);
    assertThat(cached(CacheMode.PREFER_ONLINE).of(A)).contains(new Held(first.mark(), false));
    found(CacheMode.DEFAULT);
    assertThat(cached(CacheMode.OFFLINE).of(A).orElseThrow().mark()).isNotEqualTo(first.mark());
    assertThat(cached(CacheMode.OFFLINE).of(PackageName.parse("b"))).isEmpty();
  }

  private CachedPackuments cached(CacheMode mode) {
    try (RegistryClient client = registry.client()) {
      return new CachedPackuments(client.registries(), store.packuments(), mode, () -> now);
    }
  }

  @Test
  void revalidatesWhatIsStale() {
    found(CacheMode.DEFAULT);
    now = now.plusSeconds(1_000_000);

    assertThat(found(CacheMode.DEFAULT).dependencies()).containsEntry("b", "^1.0.0");

    assertThat(mock.requests().count()).isEqualTo(2);
    assertThat(mock.requests().all().getLast().header("if-none-match")).isNotNull();
    assertThat(ended()).isEqualTo(new Event.PackumentEnded("a", Origin.REVALIDATED, 0));
  }

  @Test
  void staysFreshAfterARevalidation() {
    mock.fail("/a", 1, document("cache-control", "max-age=300", "etag", "\"e\""));
    mock.fail("/a", 1, new Fault.Answer(304, Map.of(), ""));
    found(CacheMode.DEFAULT);
    now = now.plusSeconds(400);
    found(CacheMode.DEFAULT);
    now = now.plusSeconds(200);

    found(CacheMode.DEFAULT);

    assertThat(mock.requests().count()).isEqualTo(2);
    assertThat(mock.requests().all().getLast().header("if-none-match")).isEqualTo("\"e\"");
  }

  @Test
  void seesWhatWasPublishedMeanwhile() {
    found(CacheMode.DEFAULT);
    now = now.plusSeconds(1_000_000);
    mock.publish("a", "1.1.0");

    assertThat(found(CacheMode.DEFAULT).versions()).containsExactly("1.0.0", "1.1.0");
  }

  @Test
  void prefersWhatIsCachedWhereAskedTo() {
    found(CacheMode.DEFAULT);
    now = now.plusSeconds(1_000_000);

    found(CacheMode.PREFER_OFFLINE);

    assertThat(mock.requests().count()).isEqualTo(1);
  }

  @Test
  void asksEvenForWhatIsFreshWhereAskedTo() {
    mock.fail("/a", 1, document("cache-control", "max-age=300"));
    found(CacheMode.DEFAULT);

    found(CacheMode.PREFER_ONLINE);

    assertThat(mock.requests().count()).isEqualTo(2);
  }

  @Test
  void sendsNothingOffline() {
    PackumentResult missing = fetch(CacheMode.OFFLINE);
    assertThat(error(missing).code()).isEqualTo(ErrorCode.ENOTCACHED);
    assertThat(error(missing).sentence()).contains(mock.url() + "a");
    assertThat(mock.requests().count()).isZero();

    found(CacheMode.DEFAULT);
    now = now.plusSeconds(1_000_000);

    assertThat(found(CacheMode.OFFLINE).versions()).containsExactly("1.0.0");
    assertThat(mock.requests().count()).isEqualTo(1);
  }

  @Test
  void fetchesAgainWhatIsDamagedInTheCache() {
    found(CacheMode.DEFAULT);
    PackumentCache.Key key = store.packuments().keys().getFirst();
    var entry = store.packuments().get(key).orElseThrow();
    byte[] damaged = entry.bytes().clone();
    damaged[damaged.length / 2] ^= 1;
    store
        .packuments()
        .put(
            key,
            new dev.jpm.cache.CachedPackument(
                entry.etag(), entry.lastModified(), entry.fetchedAt(), entry.form(), damaged));

    assertThat(found(CacheMode.PREFER_OFFLINE).versions()).containsExactly("1.0.0");

    assertThat(mock.requests().count()).isEqualTo(2);
    assertThat(mock.requests().all().getLast().header("if-none-match")).isNull();
  }

  @Test
  void usesWhatIsStaleWhereTheRegistryCannotBeReached() {
    found(CacheMode.DEFAULT);
    now = now.plusSeconds(1_000_000);
    mock.fail("/a", Fault.disconnect());

    assertThat(found(CacheMode.DEFAULT).versions()).containsExactly("1.0.0");

    assertThat(registry.events(Event.Warning.class)).hasSize(1);
  }

  @Test
  void failsWhereWhatIsStaleMustBeChecked() {
    mock.fail("/a", 1, document("cache-control", "max-age=1, must-revalidate"));
    found(CacheMode.DEFAULT);
    now = now.plusSeconds(10);
    mock.fail("/a", Fault.disconnect());

    assertThat(error(fetch(CacheMode.DEFAULT)).code()).isEqualTo(ErrorCode.ECONNRESET);
  }

  @Test
  void keepsNothingThatMayNotBeKept() {
    mock.fail("/a", 1, document("cache-control", "no-store"));
    found(CacheMode.DEFAULT);

    assertThat(store.packuments().keys()).isEmpty();
  }

  @Test
  void tellsAMissingPackageFromAnAnswerThatDidNotCome() {
    assertThat(fetch(CacheMode.DEFAULT, PackageName.parse("nothing")))
        .isInstanceOf(PackumentResult.Missing.class);

    mock.fail("/a", Fault.status(403));
    PackumentResult refused = fetch(CacheMode.DEFAULT);
    assertThat(refused).isInstanceOf(PackumentResult.Unavailable.class);
    assertThat(error(refused).code()).isEqualTo(ErrorCode.E403);
    assertThat(ended()).isEqualTo(new Event.PackumentEnded("a", Origin.NETWORK, 0));
  }

  @Test
  void saysPlainlyThatAPageCame() {
    mock.fail("/a", Fault.html());

    assertThat(error(fetch(CacheMode.DEFAULT)).sentence()).contains("HTML page");
    assertThat(store.packuments().keys()).isEmpty();
  }

  @Test
  void doesNotKeepADocumentThatBrokeOff() {
    mock.fail("/a", 1, Fault.truncate(50));

    assertThat(found(CacheMode.DEFAULT).versions()).containsExactly("1.0.0");
    assertThat(mock.requests().count()).isEqualTo(2);
  }

  @Test
  void takesAbbreviatedDocumentsToo() {
    String body =
        """
        {"name":"a","modified":"2026-01-01T00:00:00Z","dist-tags":{"latest":"3.0.0"},
         "versions":{"3.0.0":{"name":"a","version":"3.0.0","hasInstallScript":true}}}
        """;
    mock.fail(
        "/a",
        new Fault.Answer(200, Map.of("content-type", "application/vnd.npm.install-v1+json"), body));

    assertThat(found(CacheMode.DEFAULT).versions()).containsExactly("3.0.0");
  }

  private record Packuments(List<String> versions, Map<String, String> dependencies) {}

  private Packuments found(CacheMode mode) {
    PackumentResult.Found found = (PackumentResult.Found) fetch(mode);
    var versions = found.packument().versions();
    return new Packuments(
        List.copyOf(versions.keySet()), versions.firstEntry().getValue().manifest().dependencies());
  }

  private PackumentResult fetch(CacheMode mode) {
    return fetch(mode, A);
  }

  /** Each as a process of its own would. */
  private PackumentResult fetch(CacheMode mode, PackageName name) {
    try (RegistryClient client = registry.client()) {
      return fetcher(client, mode).fetch(name);
    }
  }

  private PackumentFetcher fetcher(RegistryClient client, CacheMode mode) {
    return new PackumentFetcher(client, store.packuments(), mode, () -> now, registry.reporter());
  }

  private static JpmException error(PackumentResult result) {
    return switch (result) {
      case PackumentResult.Missing(JpmException error) -> error;
      case PackumentResult.Unavailable(JpmException error) -> error;
      case PackumentResult.Found found -> throw new AssertionError("unexpected " + found);
    };
  }

  private Event.PackumentEnded ended() {
    return Objects.requireNonNull(registry.events(Event.PackumentEnded.class).getLast());
  }

  private static Fault document(String... headers) {
    Map<String, String> all = new java.util.HashMap<>();
    all.put("content-type", "application/json");
    for (int i = 0; i < headers.length; i += 2) {
      all.put(headers[i], headers[i + 1]);
    }
    return new Fault.Answer(200, all, "{\"name\":\"a\",\"versions\":{\"9.0.0\":{\"name\":\"a\"}}}");
  }
}
