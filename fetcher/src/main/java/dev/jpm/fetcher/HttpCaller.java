package dev.jpm.fetcher;

import dev.jpm.config.Credentials;
import dev.jpm.config.Credentials.Login;
import dev.jpm.model.error.ErrorCode;
import dev.jpm.model.error.JpmException;
import dev.jpm.model.error.Redacted;
import dev.jpm.model.event.Event;
import dev.jpm.model.event.Reporter;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.time.Duration;
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

/**
 * Makes HTTP calls as npm does: again after a while where that may help, along redirects without
 * taking credentials to another host, so many at once to each origin. Blocking.
 */
final class HttpCaller implements AutoCloseable {
  private static final int MAX_REDIRECTS = 20;
  private static final Duration LONG_ENOUGH_TO_TELL = Duration.ofMillis(1);

  private final HttpOptions options;
  private final Credentials credentials;
  private final Transport transport;
  private final Reporter reporter;
  private final Pause pause;
  private final OriginGates gates;
  private final Set<String> toldNotices = ConcurrentHashMap.newKeySet();

  /** Origins that a request could not reach after all its tries: others need not try as long. */
  private final Set<String> unreachable = ConcurrentHashMap.newKeySet();

  /** Origins of registries that answer a {@link ClosureQuestion}, as their answers told. */
  private final Set<String> closures = ConcurrentHashMap.newKeySet();

  /**
   * A caller with its own connections.
   *
   * @param transport closed with it
   */
  HttpCaller(
      HttpOptions options,
      Credentials credentials,
      Transport transport,
      Reporter reporter,
      Pause pause) {
    this.options = options;
    this.credentials = credentials;
    this.transport = transport;
    this.reporter = reporter;
    this.pause = pause;
    this.gates = new OriginGates(options.maxSockets());
  }

  boolean offersClosure(URI registry) {
    return closures.contains(origin(registry));
  }

  /**
   * Makes {@code get}, up to {@code attempts} times, and has {@code reader} read the answer.
   *
   * @throws JpmException where the last of them fails
   */
  <T> T call(HttpCall get, int attempts, HttpAnswer.Reader<T> reader) {
    return call(
        get,
        attempts,
        reader,
        failure -> {
          throw failure.error();
        });
  }

  /** The same; {@code otherwise} tells what becomes of the last failure. */
  <T> T call(
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

  /**
   * How a call failed.
   *
   * @param refused what the server said, where it said anything
   * @param mayPass whether another try may help
   */
  record Failure(
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
