package dev.jpm.mirror.upstream;

import dev.jpm.config.DefaultRegistry;
import dev.jpm.config.Secret;
import dev.jpm.mirror.config.UpstreamConfig;
import dev.jpm.model.PackageName;
import dev.jpm.model.glob.Glob;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import okhttp3.Call;
import okhttp3.HttpUrl;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;

/** The way to another registry. Its credentials go to its own host and to no other. */
public final class Upstream implements AutoCloseable {
  private static final Duration LONGEST_CONNECT = Duration.ofSeconds(10);
  private static final Map<String, String> JSON = Map.of("accept", "application/json");
  private static final int LARGEST_REPLY = 64 << 20;

  private final UpstreamConfig config;
  private final HttpUrl base;
  private final List<Glob> packages;
  private final OkHttpClient client;
  private final Breaker breaker;
  private final CallsUnderWay underWay = new CallsUnderWay();

  public Upstream(UpstreamConfig config, InstantSource clock) {
    HttpUrl url = HttpUrl.parse(config.url().toString());
    if (url == null) {
      throw new IllegalArgumentException("no http or https URL: " + config.url());
    }
    this.config = config;
    this.base = url;
    this.packages = config.packages().stream().map(Glob::of).toList();
    this.breaker = new Breaker(clock);
    this.client =
        new OkHttpClient.Builder()
            .connectTimeout(
                config.timeout().compareTo(LONGEST_CONNECT) < 0
                    ? config.timeout()
                    : LONGEST_CONNECT)
            .readTimeout(config.timeout())
            .writeTimeout(config.timeout())
            .eventListener(underWay)
            .build();
  }

  /** What the configuration calls it. */
  public String name() {
    return config.name();
  }

  UpstreamConfig.Lifetimes lifetimes() {
    return config.lifetimes();
  }

  /** The first of {@code upstreams} that serves {@code name}. */
  public static Optional<Upstream> serving(List<Upstream> upstreams, PackageName name) {
    return upstreams.stream().filter(upstream -> upstream.serves(name)).findFirst();
  }

  /** Whether it is the one to ask for {@code name}. */
  public boolean serves(PackageName name) {
    return packages.stream().anyMatch(glob -> glob.matches(name.value()));
  }

  /** Reads an answer, whatever its status. */
  @FunctionalInterface
  interface Reader<T> {
    T read(Response response) throws IOException;
  }

  /** Asks for the packument of {@code name}. */
  <T> T packument(PackageName name, Map<String, String> headers, Reader<T> reader)
      throws IOException {
    return ask(request(base.resolve(name.escaped()), headers), reader);
  }

  /** Opens the tarball at {@code url}, which a packument told; the caller closes the answer. */
  Response tarball(String url) throws IOException {
    HttpUrl target = base.resolve(url);
    if (target == null) {
      throw new IOException("no http or https URL: " + url);
    }
    HttpUrl rebased = rebased(target);
    Call call = client.newCall(request(rebased, Map.of("accept-encoding", "identity")));
    if (!isOwn(rebased)) {
      return call.execute(); // It says nothing of the registry how another server is.
    }
    admit();
    try {
      Response response = call.execute();
      answered(response.code());
      return response;
    } catch (IOException e) {
      breaker.failed();
      throw e;
    }
  }

  /** What was answered to a question that was handed on. */
  public record Reply(int status, String body) {}

  /** Hands a question on to {@code path} below the registry. */
  public Reply get(String path) throws IOException {
    return pass(request(base.resolve(path), JSON));
  }

  /** Hands a question with a body on to {@code path} below the registry. */
  public Reply post(String path, byte[] json) throws IOException {
    RequestBody body = RequestBody.create(json, MediaType.get("application/json"));
    return pass(request(base.resolve(path), JSON).newBuilder().post(body).build());
  }

  private Reply pass(Request request) throws IOException {
    return ask(
        request,
        response -> {
          byte[] body = response.body().byteStream().readNBytes(LARGEST_REPLY + 1);
          if (body.length > LARGEST_REPLY) {
            throw new IOException("the answer is too large");
          }
          return new Reply(response.code(), new String(body, StandardCharsets.UTF_8));
        });
  }

  private <T> T ask(Request request, Reader<T> reader) throws IOException {
    admit();
    int status = 0;
    try (Response response = client.newCall(request).execute()) {
      status = response.code();
      T answer = reader.read(response);
      answered(status);
      return answer;
    } catch (IOException e) {
      if (isRefusal(status)) {
        breaker.succeeded();
      } else {
        breaker.failed();
      }
      throw e;
    }
  }

  private void admit() throws IOException {
    if (!breaker.isClosed()) {
      throw new IOException(config.name() + " has not answered lately");
    }
  }

  private void answered(int status) {
    if (status < 500) {
      breaker.succeeded();
    } else {
      breaker.failed();
    }
  }

  /** Who refuses one name is there, and may have another. */
  private static boolean isRefusal(int status) {
    return status >= 400 && status < 500;
  }

  private Request request(@Nullable HttpUrl url, Map<String, String> headers) {
    if (url == null) {
      throw new IllegalArgumentException("no path of a registry");
    }
    Request.Builder request = new Request.Builder().url(url);
    headers.forEach(request::header);
    Secret token = config.token();
    if (token != null && isOwn(url)) {
      request.header("authorization", "Bearer " + token.reveal());
    }
    return request.build();
  }

  private boolean isOwn(HttpUrl url) {
    return url.host().equals(base.host()) && url.port() == base.port();
  }

  /**
   * Gateways before the public registry tell its addresses of tarballs; what they mean is their own
   * copy.
   */
  private HttpUrl rebased(HttpUrl url) {
    URI here = config.url();
    if (!url.host().equals(DefaultRegistry.host()) || url.host().equals(here.getHost())) {
      return url;
    }
    HttpUrl moved = base.resolve(url.encodedPath().substring(1));
    return moved == null ? url : moved;
  }

  /** Ends what is under way, so that nobody waits for it. */
  public void cancel() {
    underWay.cancel();
  }

  @Override
  public void close() {
    client.dispatcher().executorService().shutdown();
    client.connectionPool().evictAll();
  }
}
