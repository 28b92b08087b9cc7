package dev.jpm.fetcher;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.jpm.cache.RegistryNotes;
import dev.jpm.cache.Store;
import dev.jpm.config.Registries.Registry;
import dev.jpm.model.PackageName;
import dev.jpm.model.Packument;
import dev.jpm.model.Want;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ClosureFetcherTest {
  private static final String PART =
      "{\"name\":\"a\",\"versions\":{\"1.0.0\":{\"version\":\"1.0.0\"}}}";
  private static final Want A = new Want(PackageName.parse("a"), "^1.0.0");

  private final TestRegistry registry = new TestRegistry();
  private final AtomicInteger asked = new AtomicInteger();

  @TempDir private Path cache;
  private HttpServer server;
  private Store store;
  private int status = 200;
  private byte[] answer = new byte[0];

  @BeforeEach
  void start() throws IOException {
    store = Store.open(cache, InstantSource.system());
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/-/jpm/v1/closure",
        exchange -> {
          asked.incrementAndGet();
          exchange.getRequestBody().readAllBytes();
          exchange.sendResponseHeaders(status, answer.length);
          exchange.getResponseBody().write(answer);
          exchange.close();
        });
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
    store.close();
    registry.close();
  }

  @Test
  void partsCountForWhatTheyAreToldFor() {
    answer = bytes("[" + PART.length() + ",\"a\",\"^1.0.0\",\"1\"]\n" + PART);

    Map<Want, Packument> told = fetch().orElseThrow();

    assertThat(told).containsOnlyKeys(A, new Want(PackageName.parse("a"), "1"));
    assertThat(told.get(A))
        .satisfies(part -> assertThat(part.versions().keySet()).containsExactly("1.0.0"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[9999,\"a\",\"1\"]\n{}",
        "[2,\"../a\",\"1\"]\n{}",
        "[-1,\"a\"]\n",
        "[2,\"a\",\"1\"]",
        "[2,\"a\",\"1\"]\n[]",
        "nonsense\n"
      })
  void whatIsNoAnswerIsAskedForOnceAndLeftAlone(String text) {
    answer = bytes(text);

    assertThat(fetch()).isEmpty();
    assertThat(asked).hasValue(1);
    assertThat(registry.pauses).isEmpty();
  }

  @Test
  void aRefusalIsRememberedAndAFailureIsNot() {
    RegistryNotes notes = store.packuments().registries();
    notes.note(url(), true);
    status = 503;
    assertThat(fetch()).isEmpty();
    assertThat(notes.tellsAtOnce(url())).isTrue();

    status = 404;
    assertThat(fetch()).isEmpty();
    assertThat(notes.tellsAtOnce(url())).isFalse();
    assertThat(asked).hasValue(2);
  }

  private Optional<Map<Want, Packument>> fetch() {
    try (RegistryClient client = registry.client("registry=" + url())) {
      Registry asked = client.registries().standard();
      return new ClosureFetcher(client, store.packuments().registries(), registry.reporter())
          .fetch(
              asked,
              new ClosureQuestion(List.of(A), "26.0.0", "11.0.0", null, List.of(), "latest"));
    }
  }

  private String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort() + "/";
  }

  private static byte[] bytes(String text) {
    return text.getBytes(UTF_8);
  }
}
