package dev.jpm.mirror.credentials;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** The services that give credentials out, on this machine: each time others, for an hour. */
public final class RoleServices implements AutoCloseable {
  private final List<String> asked = new CopyOnWriteArrayList<>();
  private final HttpServer server;
  private volatile Instant now;
  private volatile int refusal;
  private int given;

  /** Starts them, at {@code now} by their clock. */
  public RoleServices(Instant now) {
    this.now = now;
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.createContext("/", this::answer);
    server.start();
  }

  public URI url() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/");
  }

  void now(Instant time) {
    now = time;
  }

  /** Has them answer nothing but {@code status}; 0 for as usual. */
  void refuse(int status) {
    refusal = status;
  }

  /** What was asked, with what was shown. */
  public List<String> asked() {
    return asked;
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      String path = exchange.getRequestURI().getPath();
      String body = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
      String shown = exchange.getRequestHeaders().getFirst("authorization");
      String token = exchange.getRequestHeaders().getFirst("x-aws-ec2-metadata-token");
      asked.add(
          exchange.getRequestMethod() + " " + path + " " + (shown == null ? token : shown) + body);
      if (refusal != 0) {
        exchange.sendResponseHeaders(refusal, -1);
        return;
      }
      String roles = "/latest/meta-data/iam/security-credentials/";
      boolean known = "the-token".equals(token);
      String text =
          switch (path) {
            case "/latest/api/token" -> "the-token";
            case "/latest/meta-data/iam/security-credentials/" -> known ? "reader\n" : "";
            case "/container" -> json();
            case "/" -> xml();
            default -> path.equals(roles + "reader") && known ? json() : "";
          };
      byte[] bytes = text.getBytes(UTF_8);
      int status = text.isEmpty() ? 401 : 200;
      exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
      if (bytes.length > 0) {
        exchange.getResponseBody().write(bytes);
      }
    }
  }

  private synchronized String json() {
    given++;
    return """
    {"Code": "Success", "AccessKeyId": "key%d", "SecretAccessKey": "secret",
     "Token": "token%d", "Expiration": "%s"}
    """
        .formatted(given, given, now.plusSeconds(3600));
  }

  private synchronized String xml() {
    given++;
    return """
    <AssumeRoleWithWebIdentityResponse xmlns="https://sts.example/doc/2011-06-15/">
      <AssumeRoleWithWebIdentityResult>
        <Credentials>
          <SessionToken>token%d</SessionToken><SecretAccessKey>secret</SecretAccessKey>
          <Expiration>%s</Expiration><AccessKeyId>key%d</AccessKeyId>
        </Credentials>
      </AssumeRoleWithWebIdentityResult>
    </AssumeRoleWithWebIdentityResponse>
    """
        .formatted(given, now.plusSeconds(3600), given);
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
