package dev.jpm.fetcher;

import dev.jpm.config.Credentials.ClientCertificate;
import dev.jpm.config.Proxies;
import dev.jpm.config.Secret;
import dev.jpm.config.Tls;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.SocketAddress;
import java.net.URI;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.X509TrustManager;
import okhttp3.Call;
import okhttp3.Connection;
import okhttp3.ConnectionPool;
import okhttp3.EventListener;
import okhttp3.OkHttpClient;
import okhttp3.Protocol;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;

/**
 * The HTTP client underneath: connections, TLS, proxies. Retries, redirects and credentials are
 * decided above it, so it is told to leave them alone; only what was not answered on a connection
 * that had been kept it sends again, and nothing that is to happen once.
 */
final class Transport implements AutoCloseable {
  private static final Duration LONGEST_CONNECT = Duration.ofSeconds(30);

  private static final long KEPT_MINUTES = 5;

  private final Tls tls;
  private final Proxies proxies;
  private final HttpOptions options;
  private final X509TrustManager trust;
  private final ConcurrentMap<ClientCertificate, OkHttpClient> withCertificate =
      new ConcurrentHashMap<>();

  /** Made for the first request: with all of TLS it costs more than an install from the cache. */
  private @Nullable OkHttpClient made;

  Transport(HttpOptions options, Tls tls, Proxies proxies, Map<String, String> env) {
    this.options = options;
    this.tls = tls;
    this.proxies = proxies;
    this.trust = Trust.of(tls, env);
  }

  private synchronized OkHttpClient client() {
    OkHttpClient client = made;
    if (client == null) {
      client = make();
      made = client;
    }
    return client;
  }

  private OkHttpClient make() {
    NativeCrypto.prefer();
    Duration timeout = options.timeout();
    OkHttpClient.Builder builder =
        new OkHttpClient.Builder()
            .followRedirects(false)
            .followSslRedirects(false)
            .connectTimeout(
                timeout.isZero() || timeout.compareTo(LONGEST_CONNECT) > 0
                    ? LONGEST_CONNECT
                    : timeout)
            .readTimeout(timeout)
            .writeTimeout(timeout)
            // Left to itself OkHttp keeps five and opens the rest anew for each wave of requests.
            .connectionPool(
                new ConnectionPool(options.maxSockets(), KEPT_MINUTES, TimeUnit.MINUTES))
            .proxySelector(new Selector(proxies))
            .proxyAuthenticator((route, response) -> {
              Optional<Secret> authorization =
                  route == null || response.request().header("Proxy-Authorization") != null
                      ? Optional.empty()
                      : authorization(route.address().url().uri());
              return authorization
                  .map(secret ->
                      response
                          .request()
                          .newBuilder()
                          .header("Proxy-Authorization", secret.reveal())
                          .build())
                  .orElse(null);
            })
            .addNetworkInterceptor(chain -> withoutOwnRetry(chain.proceed(chain.request())))
            .eventListener(new Listener());
    if (!tls.strict()) {
      builder.hostnameVerifier((host, session) -> true);
    }
    Optional<KeyManager[]> keys =
        tls.certificate().flatMap(pem -> tls.key().map(key -> ClientKeys.of(pem, key.reveal())));
    return secured(builder, keys.orElse(null)).build();
  }

  /**
   * OkHttp repeats requests answered 408 or 503 by itself unless the answer asks it to wait. The
   * pause and the count of tries are npm's here, so it is asked, in words that say no time.
   */
  private static Response withoutOwnRetry(Response response) {
    boolean repeats = response.code() == 408 || response.code() == 503;
    String wait = response.header("retry-after", "0");
    return repeats && "0".equals(wait)
        ? response.newBuilder().header("retry-after", "later").build()
        : response;
  }

  /** The client that shows {@code certificate}, where there is one. */
  OkHttpClient client(Optional<ClientCertificate> certificate) {
    return certificate
        .map(files ->
            withCertificate.computeIfAbsent(
                files,
                pair ->
                    secured(
                            client().newBuilder(),
                            ClientKeys.of(
                                ClientKeys.read(pair.certfile()), ClientKeys.read(pair.keyfile())))
                        .build()))
        .orElseGet(this::client);
  }

  /** The proxy on the way to {@code url}. */
  Optional<Proxies.Proxy> proxy(URI url) {
    return proxies.of(url);
  }

  /** What the proxy on the way to {@code url} wants to hear. */
  Optional<Secret> authorization(URI url) {
    return proxies.of(url).flatMap(Proxies.Proxy::authorization);
  }

  boolean isStrict() {
    return tls.strict();
  }

  private OkHttpClient.Builder secured(OkHttpClient.Builder builder, KeyManager @Nullable [] keys) {
    try {
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(keys, new X509TrustManager[] {trust}, null);
      return builder.sslSocketFactory(context.getSocketFactory(), trust);
    } catch (GeneralSecurityException unexpected) {
      throw new IllegalStateException(unexpected);
    }
  }

  @Override
  public synchronized void close() {
    OkHttpClient client = made;
    if (client == null) {
      return;
    }
    client.dispatcher().executorService().shutdown();
    client.connectionPool().evictAll();
    withCertificate.values().forEach(other -> other.connectionPool().evictAll());
  }

  /** Lets requests through the gate of their origin once it is known what its connection can do. */
  private static final class Listener extends EventListener {
    @Override
    public void connectionAcquired(Call call, Connection connection) {
      OriginGates.Gate gate = call.request().tag(OriginGates.Gate.class);
      if (gate != null) {
        gate.connected(connection.protocol() == Protocol.HTTP_2);
      }
    }

    @Override
    public void connectFailed(
        Call call,
        InetSocketAddress address,
        Proxy proxy,
        @Nullable Protocol protocol,
        IOException failure) {
      OriginGates.Gate gate = call.request().tag(OriginGates.Gate.class);
      if (gate != null) {
        gate.failed();
      }
    }
  }

  private static final class Selector extends ProxySelector {
    private final Proxies proxies;

    Selector(Proxies proxies) {
      this.proxies = proxies;
    }

    @Override
    public List<Proxy> select(URI url) {
      return List.of(proxies.of(url).map(Selector::proxy).orElse(Proxy.NO_PROXY));
    }

    private static Proxy proxy(Proxies.Proxy proxy) {
      URI url = proxy.url();
      boolean socks = url.getScheme().startsWith("socks");
      int standard = socks ? 1080 : url.getScheme().equals("https") ? 443 : 80;
      int port = url.getPort() < 0 ? standard : url.getPort();
      return new Proxy(
          socks ? Proxy.Type.SOCKS : Proxy.Type.HTTP,
          InetSocketAddress.createUnresolved(url.getHost(), port));
    }

    @Override
    public void connectFailed(URI url, SocketAddress address, java.io.IOException failure) {
      // the failed request tells of it
    }
  }
}
