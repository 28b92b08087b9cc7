package dev.jpm.registrymock.sigstore;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Sigstore's authority and log, in this process and on a free port of the loopback interface. Where
 * builds run, it also is the service that runs them and says in tokens who builds.
 */
public final class MockSigstore implements AutoCloseable {
  /** Where the authority is asked. */
  public static final String CERTIFICATES = "/api/v2/signingCert";

  /** Where the log is asked. */
  public static final String ENTRIES = "/api/v1/log/entries";

  /** Where whoever runs builds is asked for a token. */
  public static final String TOKENS = "/token";

  private static final String HOST = "127.0.0.1";

  private final Authority authority = new Authority();
  private final Log log = new Log();
  private final ObjectNode claims = JsonMapper.shared().createObjectNode();
  private final Map<String, Integer> failures = new ConcurrentHashMap<>();
  private final Queue<Asked> asked = new ConcurrentLinkedQueue<>();
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final HttpServer server;

  /**
   * A request.
   *
   * @param target path and query
   * @param headers its first values of headers, by their names as they were sent
   */
  public record Asked(String target, Map<String, List<String>> headers, String body) {}

  private MockSigstore() {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.createContext("/", this::handle);
    server.setExecutor(threads);
    server.start();
    claims
        .put("iss", "https://token.actions.githubusercontent.com")
        .put("sub", "repo:own/p:ref:refs/heads/main")
        .put("repository", "own/p")
        .put("repository_visibility", "public")
        .put("project_visibility", "public")
        .put("ref", "refs/heads/main")
        .put("job_workflow_ref", "own/p/.github/workflows/release.yml@refs/heads/main")
        .put("runner_environment", "github-hosted");
  }

  public static MockSigstore start() {
    return new MockSigstore();
  }

  /** Its address, without a final slash. */
  public String url() {
    return "http://" + HOST + ":" + server.getAddress().getPort();
  }

  /** The trust root of who trusts it. */
  public String trustRoot() {
    ObjectNode root = JsonMapper.shared().createObjectNode();
    root.put("mediaType", "application/vnd.dev.sigstore.trustedroot+json;version=0.1");
    log.tell(root, url());
    authority.tell(root, url());
    return root.toString();
  }

  /** A token of the service that runs builds. */
  public String token(String audience) {
    return IdTokens.of(claims.deepCopy().put("aud", audience));
  }

  /** Requests for {@code path} are answered with {@code status} from now on. */
  public MockSigstore fail(String path, int status) {
    failures.put(path, status);
    return this;
  }

  /** All is well again. */
  public MockSigstore heal() {
    failures.clear();
    return this;
  }

  /** What was asked, in order. */
  public List<Asked> asked() {
    return List.copyOf(asked);
  }

  /** Forgets what was asked. */
  public void forget() {
    asked.clear();
  }

  private void handle(HttpExchange exchange) throws IOException {
    String body = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
    String path = exchange.getRequestURI().getPath();
    asked.add(
        new Asked(
            exchange.getRequestURI().toString(), Map.copyOf(exchange.getRequestHeaders()), body));
    Integer failure = failures.get(path);
    try (exchange) {
      if (failure == null) {
        answer(exchange, path, body);
      } else {
        send(exchange, failure, message("it does not work: " + body));
      }
    }
  }

  private void answer(HttpExchange exchange, String path, String body) throws IOException {
    try {
      send(exchange, path.equals(TOKENS) ? 200 : 201, answer(exchange.getRequestURI(), path, body));
    } catch (Refusal refusal) {
      send(exchange, 400, message(String.valueOf(refusal.getMessage())));
    }
  }

  private JsonNode answer(URI target, String path, String body) throws Refusal {
    return switch (path) {
      case CERTIFICATES -> authority.certify(JsonMapper.shared().readTree(body));
      case ENTRIES -> log.take(JsonMapper.shared().readTree(body), HOST);
      case TOKENS -> {
        String audience = target.getQuery().replaceFirst(".*audience=", "");
        yield JsonMapper.shared().createObjectNode().put("value", token(audience));
      }
      default -> throw new Refusal("nothing is here");
    };
  }

  private static ObjectNode message(String text) {
    return JsonMapper.shared().createObjectNode().put("message", text);
  }

  private static void send(HttpExchange exchange, int status, JsonNode answer) throws IOException {
    byte[] bytes = answer.toString().getBytes(UTF_8);
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    exchange.sendResponseHeaders(status, bytes.length);
    exchange.getResponseBody().write(bytes);
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
