package dev.jpm.registrymock;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/**
 * Another registry seen through this one, which keeps each first answer: whoever asks later, in
 * this run or in the next with the same folder, sees the registry of that moment. Answers name this
 * registry's address where the other one named its own. Reads alone are passed on, without
 * credentials.
 */
public final class RecordingRegistry implements AutoCloseable {
  private static final String ABBREVIATED = "application/vnd.npm.install-v1+json";
  private static final int TRIES = 5;

  private final String upstream;
  private final Path folder;
  private final HttpClient client =
      HttpClient.newBuilder().followRedirects(HttpClient.Redirect.NORMAL).build();
  private final Map<String, Object> locks = new ConcurrentHashMap<>();
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final HttpServer server;

  private RecordingRegistry(String upstream, Path folder) {
    this.upstream = upstream.endsWith("/") ? upstream : upstream + "/";
    this.folder = folder;
    try {
      Files.createDirectories(folder);
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.createContext("/", this::handle);
    server.setExecutor(threads);
    server.start();
  }

  /**
   * Starts on a free port of the loopback interface.
   *
   * @param upstream the address of the registry that is recorded
   * @param folder where answers are kept; made where it is missing
   */
  public static RecordingRegistry start(String upstream, Path folder) {
    return new RecordingRegistry(upstream, folder);
  }

  /** The address to configure, with a final slash. */
  public String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort() + "/";
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      Answer answer = answer(exchange);
      answer.headers().forEach(exchange.getResponseHeaders()::set);
      byte[] body = answer.body();
      exchange.sendResponseHeaders(answer.status(), body.length == 0 ? -1 : body.length);
      exchange.getResponseBody().write(body);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private Answer answer(HttpExchange exchange) throws InterruptedException {
    String path = exchange.getRequestURI().getRawPath().substring(1);
    if (!exchange.getRequestMethod().equals("GET") || path.startsWith("-/")) {
      return Answer.error(404, "Not recorded");
    }
    String accept = exchange.getRequestHeaders().getFirst("Accept");
    if (path.contains("/-/")) {
      return recorded(path, "application/octet-stream");
    }
    boolean abbreviated = accept != null && accept.contains(ABBREVIATED);
    Answer answer = recorded(path, abbreviated ? ABBREVIATED : "application/json");
    return answer.withBody(
        new String(answer.body(), UTF_8).replace(upstream, url()).getBytes(UTF_8));
  }

  private Answer recorded(String path, String type) throws InterruptedException {
    String key = Digests.sha1Hex((type + " " + path).getBytes(UTF_8));
    synchronized (locks.computeIfAbsent(key, _ -> new Object())) {
      try {
        Path kept = folder.resolve(key);
        Path missing = folder.resolve(key + ".missing");
        if (Files.exists(missing)) {
          return Answer.error(404, "Not found");
        }
        if (!Files.exists(kept)) {
          HttpResponse<byte[]> response = ask(path, type);
          if (response == null || response.statusCode() != 200) {
            int status = response == null ? 502 : response.statusCode();
            if (status == 404) {
              Files.writeString(missing, path);
            }
            return Answer.error(status, "The recorded registry has no answer");
          }
          Path half = Files.createTempFile(folder, key, ".half");
          Files.write(half, response.body());
          Files.move(half, kept, StandardCopyOption.REPLACE_EXISTING);
        }
        return new Answer(200, Map.of("Content-Type", type), Files.readAllBytes(kept));
      } catch (IOException e) {
        return Answer.error(502, String.valueOf(e.getMessage()));
      }
    }
  }

  /** The other registry's answer, or null where none came. */
  private @Nullable HttpResponse<byte[]> ask(String path, String type) throws InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(upstream + path)).header("Accept", type).build();
    HttpResponse<byte[]> response = null;
    for (int i = 0; i < TRIES && (response == null || response.statusCode() >= 500); i++) {
      try {
        response = client.send(request, HttpResponse.BodyHandlers.ofByteArray());
      } catch (IOException e) {
        response = null;
      }
    }
    return response;
  }

  /** Stops listening; what was recorded stays. */
  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
    client.close();
  }
}
