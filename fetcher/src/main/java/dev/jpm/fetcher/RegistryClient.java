package dev.jpm.fetcher;

import dev.jpm.config.Credentials;
import dev.jpm.config.Credentials.Login;
import dev.jpm.config.Proxies;
import dev.jpm.config.Registries;
import dev.jpm.config.Registries.Registry;
import dev.jpm.config.Tls;
import dev.jpm.model.PackageName;
import dev.jpm.model.error.ErrorCode;
import dev.jpm.model.error.JpmException;
import dev.jpm.model.error.Redacted;
import dev.jpm.model.event.Event;
import dev.jpm.model.event.Reporter;
import dev.jpm.model.json.JsonStyle;
import dev.jpm.model.json.JsonText;
import dev.jpm.model.json.JsonWriter;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import okhttp3.HttpUrl;
import okhttp3.Request;
import okhttp3.Response;
import okhttp3.ResponseBody;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * Speaks to registries: headers and credentials as npm sends them, tries again as npm does, follows
 * redirects without taking credentials to another host. Blocking; meant for virtual threads, any
 * number of them. All errors are {@link JpmException}s.
 */
public final class RegistryClient implements AutoCloseable {
  private static final int MAX_REDIRECTS = 20;
  private static final Duration LONG_ENOUGH_TO_TELL = Duration.ofMillis(1);

  private final HttpOptions options;
  private final Registries registries;
  private final Credentials credentials;
  private final Reporter reporter;
  private final Pause pause;
  private final Transport transport;
  private final OriginGates gates;
  private final Set<String> toldNotices = ConcurrentHashMap.newKeySet();

  /** Origins that a request could not reach after all its tries: others need not try as long. */
  private final Set<String> unreachable = ConcurrentHashMap.newKeySet();

  /** Origins of registries that answer a {@link ClosureQuestion}, as their answers told. */
  private final Set<String> closures = ConcurrentHashMap.newKeySet();

  /**
   * A client with its own connections.
   *
   * @param env environment variables by name; only those that name certificate files are read
   */
  public RegistryClient(
      HttpOptions options,
      Registries registries,
      Credentials credentials,
      Proxies proxies,
      Tls tls,
      Map<String, String> env,
      Reporter reporter,
      Pause pause) {
    this.options = options;
    this.registries = registries;
    this.credentials = credentials;
    this.reporter = reporter;
    this.pause = pause;
    this.transport = new Transport(options, tls, proxies, env);
    this.gates = new OriginGates(options.maxSockets());
  }

  public Registries registries() {
    return registries;
  }

  boolean offersClosure(URI registry) {
    return closures.contains(origin(registry));
  }

  /** The whole document about {@code name} as the registry gives it; nothing is cached. */
  public JsonNode document(PackageName name) {
    Registry registry = registries.of(name);
    return json(registry, RegistryUrls.packument(registry, name), name.value());
  }

  /** The dist-tags of {@code name} from their own endpoint. */
  public JsonNode distTags(PackageName name) {
    Registry registry = registries.of(name);
    URI url = RegistryUrls.below(registry, "-/package/" + name.escaped() + "/dist-tags");
    return json(registry, url, name.value());
  }

  /** The keys with which the registry of {@code name} signs. */
  public JsonNode signingKeys(PackageName name) {
    Registry registry = registries.of(name);
    return json(registry, RegistryUrls.below(registry, "-/npm/v1/keys"), "-/npm/v1/keys");
  }

  /**
   * What is attested of a version of {@code name}, by the registry itself.
   *
   * @param path from the root of its host
   */
  public JsonNode attestations(PackageName name, String path) {
    Registry registry = registries.of(name);
    return json(registry, registry.url().resolve(path), name.value());
  }

  /**
   * The bytes at {@code url}, where a document about {@code name} says that a tarball is. Nothing
   * is checked or kept.
   */
  public byte[] tarball(PackageName name, URI url) {
    HttpCall get =
        HttpCall.get(url, registries.of(name), Map.of(), name.value(), HttpCall.Kind.TARBALL);
    return get(get, answer -> answer.body().readAllBytes());
  }

  /** What lies at {@code path} (no slash in front) below the standard registry. */
  public JsonNode json(String path) {
    Registry registry = registries.standard();
    return json(registry, RegistryUrls.below(registry, path), path);
  }

  /** Asks whether the standard registry is there; throws where it is not. */
  public JsonNode ping() {
    return json("-/ping");
  }

  /**
   * Sends {@code request}. A refusal is an answer, what keeps from getting one an exception.
   * Nothing that is sent along goes to another host.
   */
  public RegistryReply send(RegistryRequest request) {
    return reply(request.call());
  }

  /**
   * What a service that is no registry answers to {@code body}, asked again where that may help.
   * Nobody's credentials go there, and nothing that is sent along to another host.
   *
   * @param service the address, and where that is from
   */
  public RegistryReply askService(Registry service, JsonNode body) {
    return reply(
        new HttpCall(
            "POST",
            service.url(),
            service,
            Map.of("accept", "application/json"),
            service.url().getPath(),
            HttpCall.Kind.DOCUMENT,
            new HttpCall.Body(written(body), HttpCall.Purpose.SERVICE)));
  }

  private RegistryReply reply(HttpCall call) {
    return tried(
        call,
        options.retries().attempts(),
        answer ->
            new RegistryReply.Done(
                answer.status(), body(answer), RetryPolicy.seconds(answer.header("retry-after"))),
        RegistryClient::refusal);
  }

  private static RegistryReply refusal(Failure failure) {
    RefusedException refused = failure.refused();
    if (refused == null) {
      throw failure.error();
    }
    return new RegistryReply.Refused(refused.status(), refused.json(), failure.error());
  }

  /**
   * What the standard registry answers to {@code question}, sent to {@code path} (no slash in
   * front).
   */
  public JsonNode ask(String path, JsonNode question) {
    Registry registry = registries.standard();
    return json(
        new HttpCall(
            "POST",
            RegistryUrls.below(registry, path),
            registry,
            Map.of("accept", "application/json"),
            path,
            HttpCall.Kind.DOCUMENT,
            new HttpCall.Body(written(question), HttpCall.Purpose.QUESTION)));
  }

  /** As a node's toString() would, which loads all of Jackson's mapping to do so. */
  private static String written(JsonNode json) {
    return JsonWriter.write(json, JsonStyle.COMPACT);
  }

  private JsonNode json(Registry registry, URI url, String subject) {
    return json(
        HttpCall.get(
            url, registry, Map.of("accept", "application/json"), subject, HttpCall.Kind.DOCUMENT));
  }

  private JsonNode json(HttpCall call) {
    return get(call, RegistryClient::body);
  }

  private static JsonNode body(HttpAnswer answer) throws IOException {
    String body = new String(answer.body().readAllBytes(), StandardCharsets.UTF_8);
    try {
      return body.isBlank() ? JsonNodeFactory.instance.objectNode() : JsonText.parse(body, "");
    } catch (JpmException malformed) {
      throw HttpFailures.notJson(answer, malformed);
    }
  }

  /** Sends {@code get}, again where that may help, and has {@code reader} read the answer. */
  <T> T get(HttpCall get, HttpAnswer.Reader<T> reader) {
    return tried(get, options.retries().attempts(), reader);
  }

  /** The same, but never again: there is another way to what it asks for. */
  <T> T getOnce(HttpCall get, HttpAnswer.Reader<T> reader) {
    return tried(get, 1, reader);
  }

  private <T> T tried(HttpCall get, int attempts, HttpAnswer.Reader<T> reader) {
    return tried(
        get,
        attempts,
        reader,
        failure -> {
          throw failure.error();
        });
  }

  private <T> T tried(
      HttpCall get, int attempts, HttpAnswer.Reader<T> reader, Function<Failure, T> otherwise) {
    String origin = origin(get.url());
    for (int attempt = 1; ; attempt++) {
      Failure failure;
      try {
        T answer = attempt(get, reader);
        unreachable.remove(origin);
        return answer;
      } catch (RefusedException refused) {
        failure =
            new Failure(
                HttpFailures.ofStatus(refused, get, attempt),
                refused,
                mayRepeat(get) && RetryPolicy.isTransient(refused.status()),
                refused.retryAfterSeconds(),
                "HTTP " + refused.status());
      } catch (IOException broken) {
        throwIfInterrupted();
        throwIfOurs(broken);
        NetworkTrouble trouble = NetworkTrouble.of(broken);
        failure =
            new Failure(
                HttpFailures.ofNetwork(trouble, broken, get, attempt, transport),
                null,
                mayRepeat(get) && trouble.isTransient() && !unreachable.contains(origin),
                OptionalLong.empty(),
                trouble.word());
        if (attempt == attempts && trouble.keepsFromConnecting()) {
          unreachable.add(origin);
        }
      }
      if (!failure.mayPass() || attempt == attempts) {
        return otherwise.apply(failure);
      }
      String shown = Redacted.text(get.url().toString());
      reporter.on(new Event.RequestRetried(shown, attempt, attempts, failure.reason()));
      sleep(options.retries().pauseAfter(attempt, failure.retryAfterSeconds()));
    }
  }

  /** What is asked may be asked twice; what is to happen once is sent once. */
  private static boolean mayRepeat(HttpCall call) {
    return !call.method().equals("POST")
        || call.isFor(HttpCall.Purpose.QUESTION)
        || call.isFor(HttpCall.Purpose.SERVICE);
  }

  private record Failure(
      JpmException error,
      @Nullable RefusedException refused,
      boolean mayPass,
      OptionalLong retryAfterSeconds,
      String reason) {}

  private <T> T attempt(HttpCall get, HttpAnswer.Reader<T> reader) throws IOException {
    URI url = get.url();
    Login login =
        get.isFor(HttpCall.Purpose.SERVICE)
            ? Login.ANONYMOUS
            : credentials.of(url, get.registry().url());
    String own = get.headers().get("authorization");
    HttpCall asked = get;
    @Nullable String authorization = own == null ? Authorizations.of(login, url) : own;
    for (int redirects = 0; ; redirects++) {
      OriginGates.Gate gate = gates.of(origin(url));
      enter(gate, get.kind());
      try (Response response =
          transport
              .client(login.certificate())
              .newCall(request(url, asked, authorization, gate))
              .execute()) {
        String location = response.header("location");
        if (!response.isRedirect() || location == null) {
          return read(response, url, login, reader);
        }
        if (redirects == MAX_REDIRECTS) {
          throw HttpFailures.tooManyRedirects(get);
        }
        URI next = HttpFailures.redirect(url, location, get);
        if (!Authorizations.mayFollow(url, next)) {
          if (get.isSecret()) {
            throw HttpFailures.leavesHost(next, get);
          }
          authorization = null;
          login = Login.ANONYMOUS;
        }
        url = next;
        if (isAnswerElsewhere(response.code(), asked)) {
          asked = asked.seenElsewhere();
        }
      } finally {
        gate.leave(get.kind());
      }
    }
  }

  private static boolean isAnswerElsewhere(int status, HttpCall call) {
    return status == 303 || ((status == 301 || status == 302) && call.method().equals("POST"));
  }

  private static String origin(URI url) {
    return url.getScheme() + "://" + url.getRawAuthority();
  }

  private <T> T read(Response response, URI url, Login login, HttpAnswer.Reader<T> reader)
      throws IOException {
    int status = response.code();
    ResponseBody body = response.body();
    if (!response.isSuccessful() && status != 304) {
      throw RefusedException.of(response, url, login);
    }
    String notice = response.header("npm-notice");
    if (notice != null && toldNotices.add(notice)) {
      reporter.on(new Event.Notice(notice));
    }
    if (response.header("jpm-closure") != null) {
      closures.add(origin(url));
    }
    long length = body.contentLength();
    InputStream in = body.byteStream();
    return reader.read(
        new HttpAnswer(
            status,
            url,
            response::header,
            in,
            length < 0 ? OptionalLong.empty() : OptionalLong.of(length)));
  }

  private Request request(
      URI url, HttpCall get, @Nullable String authorization, OriginGates.Gate gate) {
    HttpUrl target = HttpUrl.parse(Authorizations.withoutUser(url).toString());
    if (target == null) {
      throw JpmException.of(
          ErrorCode.EUNSUPPORTEDPROTOCOL,
          "Cannot fetch " + url + ": only http and https are known");
    }
    Request.Builder builder = new Request.Builder().url(target).tag(OriginGates.Gate.class, gate);
    options.headers().forEach(builder::header);
    get.headers().forEach(builder::header);
    if (authorization != null) {
      builder.header("authorization", authorization);
    }
    SentBody.of(get).on(builder);
    if (target.scheme().equals("http")) {
      transport
          .authorization(url)
          .ifPresent(secret -> builder.header("proxy-authorization", secret.reveal()));
    }
    return builder.build();
  }

  private static void enter(OriginGates.Gate gate, HttpCall.Kind kind) {
    try {
      gate.enter(kind);
    } catch (InterruptedException interrupted) {
      throw cancelled();
    }
  }

  private void sleep(Duration time) {
    if (time.compareTo(LONG_ENOUGH_TO_TELL) < 0) {
      return;
    }
    try {
      pause.sleep(time);
    } catch (InterruptedException interrupted) {
      throw cancelled();
    }
  }

  private static void throwIfInterrupted() {
    if (Thread.currentThread().isInterrupted()) {
      throw cancelled();
    }
  }

  /** What we find wrong during a TLS handshake, such as a missing file, comes back wrapped. */
  private static void throwIfOurs(IOException failure) {
    for (Throwable cause = failure.getCause(); cause != null; cause = cause.getCause()) {
      if (cause instanceof JpmException ours) {
        throw ours;
      }
    }
  }

  private static CancellationException cancelled() {
    Thread.currentThread().interrupt();
    return new CancellationException("the request was given up");
  }

  @Override
  public void close() {
    transport.close();
  }
}
