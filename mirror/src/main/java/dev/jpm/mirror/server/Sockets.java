package dev.jpm.mirror.server;

import dev.jpm.mirror.config.MirrorConfig.Listen;
import dev.jpm.mirror.config.Operation;
import dev.jpm.mirror.config.Operation.Tls;
import dev.jpm.mirror.http.Route;
import dev.jpm.mirror.watch.Watcher;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeoutException;
import org.eclipse.jetty.alpn.server.ALPNServerConnectionFactory;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.http2.server.HTTP2CServerConnectionFactory;
import org.eclipse.jetty.http2.server.HTTP2ServerConnectionFactory;
import org.eclipse.jetty.server.ConnectionFactory;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.SecureRequestCustomizer;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.SslConnectionFactory;
import org.eclipse.jetty.server.handler.GracefulHandler;
import org.eclipse.jetty.util.VirtualThreads;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.jspecify.annotations.Nullable;

/** The server that listens: HTTP/1.1 and HTTP/2, with TLS and without. */
public final class Sockets implements AutoCloseable {
  /** The longest silence of a client; slow ones are let go. */
  private static final Duration IDLE = Duration.ofSeconds(60);

  private static final Duration GRACE = Duration.ofSeconds(20);
  private static final int LARGEST_HEADERS = 32 * 1024;

  private final Server server;
  private final ServerConnector connector;

  private Sockets(Server server, ServerConnector connector) {
    this.server = server;
    this.connector = connector;
  }

  /**
   * Begins to listen.
   *
   * @param watchers are told of each request when it is over
   */
  public static Sockets open(
      Listen listen,
      @Nullable URI publicUrl,
      List<Route> routes,
      Operation operation,
      List<Watcher> watchers,
      InstantSource clock) {
    QueuedThreadPool threads = new QueuedThreadPool();
    threads.setName("mirror");
    threads.setVirtualThreadsExecutor(VirtualThreads.getNamedVirtualThreadsExecutor("call-"));
    Server server = new Server(threads);
    server.setStopTimeout(GRACE.toMillis());
    HttpConfiguration http = configuration();
    Tls tls = operation.tls();
    ServerConnector connector =
        tls == null
            ? new ServerConnector(
                server,
                1,
                1,
                new HttpConnectionFactory(http),
                new HTTP2CServerConnectionFactory(http))
            : new ServerConnector(server, 1, 1, secured(tls, http));
    connector.setHost(listen.host());
    connector.setPort(listen.port());
    connector.setIdleTimeout(IDLE.toMillis());
    server.addConnector(connector);
    Front front =
        new Front(
            new Exchange(publicUrl),
            new Dispatcher(routes),
            new Turnstile(operation.rate(), clock),
            watchers);
    server.setHandler(new GracefulHandler(front));
    start(server);
    return new Sockets(server, connector);
  }

  /** The client says in its greeting which of the two it wants to speak. */
  private static ConnectionFactory[] secured(Tls tls, HttpConfiguration http) {
    HttpConnectionFactory first = new HttpConnectionFactory(http);
    HTTP2ServerConnectionFactory second = new HTTP2ServerConnectionFactory(http);
    ALPNServerConnectionFactory choice =
        new ALPNServerConnectionFactory(second.getProtocol(), first.getProtocol());
    choice.setDefaultProtocol(first.getProtocol());
    return new ConnectionFactory[] {secure(tls, choice.getProtocol()), choice, second, first};
  }

  private static SslConnectionFactory secure(Tls tls, String next) {
    String password = UUID.randomUUID().toString();
    SslContextFactory.Server context = new SslContextFactory.Server();
    context.setKeyStore(PemFiles.store(tls, password));
    context.setKeyStorePassword(password);
    return new SslConnectionFactory(context, next);
  }

  private static HttpConfiguration configuration() {
    HttpConfiguration http = new HttpConfiguration();
    http.setSendServerVersion(false);
    http.setRequestHeaderSize(LARGEST_HEADERS);
    http.setIdleTimeout(IDLE.toMillis());
    // Scoped names come with their slash encoded.
    http.setUriCompliance(
        UriCompliance.DEFAULT.with("npm", UriCompliance.Violation.AMBIGUOUS_PATH_SEPARATOR));
    // Tells requests over TLS; which host they name is not its business.
    http.addCustomizer(new SecureRequestCustomizer(false));
    return http;
  }

  private static void start(Server server) {
    try {
      server.start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  public int port() {
    return connector.getLocalPort();
  }

  /** Takes no more requests, lets those under way end for at most {@link #GRACE}, and stops. */
  @Override
  public void close() {
    try {
      server.stop();
    } catch (TimeoutException cut) {
      // What was still under way then has been cut off, and everything is stopped all the same.
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }
}
