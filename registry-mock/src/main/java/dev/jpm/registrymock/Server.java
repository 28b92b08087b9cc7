package dev.jpm.registrymock;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import java.util.zip.GZIPInputStream;

/** Reads a request, asks for the answer and the fault, and puts the bytes on the wire. */
final class Server {
  private final Routes routes;
  private final Dials dials;
  private final RequestLog log;
  private final String basePath;

  Server(Routes routes, Dials dials, RequestLog log, String basePath) {
    this.routes = routes;
    this.dials = dials;
    this.log = log;
    this.basePath = basePath;
  }

  void handle(HttpExchange exchange) throws IOException {
    Request request = read(exchange);
    log.began(request);
    try (exchange) {
      dials.await(request);
      Fault fault = dials.faultFor(request);
      write(exchange, answer(exchange, request), fault);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      log.ended();
    }
  }

  private Answer answer(HttpExchange exchange, Request request) {
    if (!request.rawPath().startsWith(basePath)) {
      return Answer.error(404, "Not found");
    }
    if (!dials.admits(request)) {
      return Answer.error(401, "Unauthorized").with("WWW-Authenticate", "Bearer");
    }
    String host = request.header("host");
    String address =
        exchange.getLocalAddress().getHostString() + ":" + exchange.getLocalAddress().getPort();
    return routes.answer(request, "http://" + (host == null ? address : host) + basePath);
  }

  private Request read(HttpExchange exchange) throws IOException {
    TreeMap<String, List<String>> headers = new TreeMap<>();
    exchange
        .getRequestHeaders()
        .forEach((name, values) -> headers.put(name.toLowerCase(Locale.ROOT), List.copyOf(values)));
    String body = new String(body(exchange), UTF_8);
    String rawPath = exchange.getRequestURI().getRawPath();
    String local =
        rawPath.startsWith(basePath) ? rawPath.substring(basePath.length() - 1) : rawPath;
    return new Request(
        exchange.getRequestMethod(),
        rawPath,
        Request.decoded(local),
        exchange.getRequestURI().getRawQuery(),
        headers,
        body);
  }

  private static byte[] body(HttpExchange exchange) throws IOException {
    boolean packed = "gzip".equals(exchange.getRequestHeaders().getFirst("Content-Encoding"));
    try (InputStream in =
        packed ? new GZIPInputStream(exchange.getRequestBody()) : exchange.getRequestBody()) {
      return in.readAllBytes();
    }
  }

  private static void write(HttpExchange exchange, Answer right, Fault fault)
      throws IOException, InterruptedException {
    switch (fault) {
      case Fault.None() -> send(exchange, right, right.body().length);
      case Fault.Answer answer -> {
        Answer wrong = Answer.of(answer);
        send(exchange, wrong, wrong.body().length);
      }
      case Fault.Delay(var time) -> {
        Thread.sleep(time);
        send(exchange, right, right.body().length);
      }
      case Fault.Truncate(var bytes) -> send(exchange, right, Math.min(bytes, right.body().length));
      case Fault.Corrupt() -> {
        byte[] body = right.body().clone();
        body[body.length / 2] ^= 1;
        send(exchange, right.withBody(body), body.length);
      }
      case Fault.Disconnect() -> exchange.close();
      case Fault.Drip(var bytes, var pause) -> {
        try (OutputStream out = begin(exchange, right)) {
          for (int at = 0; at < right.body().length; at += bytes) {
            Thread.sleep(pause);
            out.write(right.body(), at, Math.min(bytes, right.body().length - at));
            out.flush();
          }
        }
      }
    }
  }

  /** Sends all headers but only the first {@code bytes} of the body. */
  private static void send(HttpExchange exchange, Answer answer, int bytes) throws IOException {
    OutputStream out = begin(exchange, answer);
    if (!exchange.getRequestMethod().equals("HEAD")) {
      out.write(answer.body(), 0, bytes);
    }
    out.flush();
    exchange.close();
  }

  private static OutputStream begin(HttpExchange exchange, Answer answer) throws IOException {
    Headers headers = exchange.getResponseHeaders();
    answer.headers().forEach(headers::set);
    int length = answer.body().length;
    if (exchange.getRequestMethod().equals("HEAD")) {
      headers.set("Content-Length", Integer.toString(length));
    }
    boolean bodiless = length == 0 || exchange.getRequestMethod().equals("HEAD");
    exchange.sendResponseHeaders(answer.status(), bodiless ? -1 : length);
    return exchange.getResponseBody();
  }
}
