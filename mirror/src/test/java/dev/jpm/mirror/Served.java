package dev.jpm.mirror;

import dev.jpm.mirror.config.MirrorConfig;
import dev.jpm.mirror.config.MirrorConfig.Access;
import dev.jpm.mirror.config.MirrorConfig.Limits;
import dev.jpm.mirror.config.MirrorConfig.Listen;
import dev.jpm.mirror.config.Operation;
import dev.jpm.mirror.config.PolicyConfig;
import dev.jpm.mirror.config.StorageConfig;
import dev.jpm.mirror.config.TrustConfig;
import dev.jpm.mirror.config.UpstreamConfig;
import dev.jpm.mirror.http.Json;
import dev.jpm.mirror.publish.Provenance;
import dev.jpm.registrymock.MockRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicReference;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** A mirror in this process before a registry in this process, and a client of it. */
final class Served implements AutoCloseable {
  private static final Listen ANYWHERE = new Listen("127.0.0.1", 0);

  private final AtomicReference<Instant> now =
      new AtomicReference<>(Instant.parse("2026-01-02T03:04:05Z"));
  private final Queue<String> log = new ConcurrentLinkedQueue<>();
  private final MirrorConfig config;
  private Mirror mirror;
  private HttpClient client = HttpClient.newHttpClient();

  private final Provenance provenance;

  private Served(MirrorConfig config, Provenance provenance) {
    this.config = config;
    this.provenance = provenance;
    this.mirror = start();
  }

  /** A mirror of {@code upstream} with nothing else said. */
  static Served before(MockRegistry upstream, Path storage) {
    return of(MirrorConfig.of(ANYWHERE, storage, URI.create(upstream.url())));
  }

  static Served of(MirrorConfig config) {
    return new Served(config, Provenance.NONE);
  }

  /** The same, which takes in what is proven. */
  static Served of(MirrorConfig config, Provenance provenance) {
    return new Served(config, provenance);
  }

  /** A configuration of which a test says the rest. */
  static MirrorConfig config(
      MockRegistry upstream,
      StorageConfig storage,
      String publicUrl,
      List<String> namespaces,
      Limits limits) {
    return new MirrorConfig(
        ANYWHERE,
        storage,
        publicUrl.isEmpty() ? null : URI.create(publicUrl),
        List.of(UpstreamConfig.of("up", URI.create(upstream.url()))),
        namespaces,
        Access.OPEN,
        limits,
        PolicyConfig.NONE,
        TrustConfig.USUAL,
        Operation.USUAL);
  }

  private Mirror start() {
    InstantSource clock = now::get;
    return Mirror.start(config, provenance, clock, log::add);
  }

  Instant now() {
    return now.get();
  }

  /** Lets time pass. */
  void pass(Duration time) {
    now.updateAndGet(before -> before.plus(time));
  }

  /** Stops it and starts it again over the same storage. */
  void restart() {
    close();
    client = HttpClient.newHttpClient();
    mirror = start();
  }

  String url() {
    return "http://127.0.0.1:" + mirror.port() + "/";
  }

  List<String> log() {
    return List.copyOf(log);
  }

  /** Gets {@code path}; headers come in pairs. */
  HttpResponse<byte[]> get(String path, String... headers) {
    return send("GET", path, "", headers);
  }

  /** Sends {@code body} in a request; headers come in pairs. */
  HttpResponse<byte[]> send(String method, String path, String body, String... headers) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(url() + path))
            .method(
                method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
    if (headers.length > 0) {
      request.headers(headers);
    }
    return send(request);
  }

  private HttpResponse<byte[]> send(HttpRequest.Builder request) {
    HttpRequest built = request.timeout(Duration.ofSeconds(20)).build();
    try {
      return client.send(built, BodyHandlers.ofByteArray());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** What is answered at an address outside of it; redirects are not followed. */
  HttpResponse<byte[]> elsewhere(String address) {
    return send(HttpRequest.newBuilder(URI.create(address)));
  }

  /** The document at {@code path}, which must be there. */
  ObjectNode document(String path, String... headers) {
    HttpResponse<byte[]> answer = get(path, headers);
    if (answer.statusCode() != 200) {
      throw new AssertionError(answer.statusCode() + " " + text(answer));
    }
    return json(answer).asObject();
  }

  static JsonNode json(HttpResponse<byte[]> answer) {
    return Json.parseAny(text(answer));
  }

  static String text(HttpResponse<byte[]> answer) {
    return new String(answer.body(), StandardCharsets.UTF_8);
  }

  static String header(HttpResponse<byte[]> answer, String name) {
    return answer.headers().firstValue(name).orElse("");
  }

  /** Connections that stay open would keep the mirror from stopping at once. */
  @Override
  public void close() {
    client.shutdownNow();
    mirror.close();
  }
}
