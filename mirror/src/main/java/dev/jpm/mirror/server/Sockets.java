package dev.jpm.mirror.server;

import dev.jpm.mirror.config.MirrorConfig.Listen;
import dev.jpm.mirror.http.Route;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Consumer;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.http2.server.HTTP2CServerConnectionFactory;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.handler.GracefulHandler;
import org.eclipse.jetty.util.VirtualThreads;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.jspecify.annotations.Nullable;

/** The server that listens: HTTP/1.1, and HTTP/2 without TLS for those who begin with it. */
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
   * @param log is given a line for each request
   */
  public static Sockets open(
      Listen listen,
      @Nullable URI publicUrl,
      List<Route> routes,
      Consumer<String> log,
      InstantSource clock) {
    QueuedThreadPool threads = new QueuedThreadPool();
    threads.setName("mirror");
    threads.setVirtualThreadsExecutor(VirtualThreads.getNamedVirtualThreadsExecutor("call-"));
    Server server = new Server(threads);
    server.setStopTimeout(GRACE.toMillis());
    HttpConfiguration http = configuration();
    ServerConnector connector =
        new ServerConnector(
            server, 1, 1, new HttpConnectionFactory(http), new HTTP2CServerConnectionFactory(http));
    connector.setHost(listen.host());
    connector.setPort(listen.port());
    connector.setIdleTimeout(IDLE.toMillis());
    server.addConnector(connector);
    Front front =
        new Front(new Exchange(publicUrl), new Dispatcher(routes), new AccessLog(log, clock));
    server.setHandler(new GracefulHandler(front));
    start(server);
    return new Sockets(server, connector);
  }

  private static HttpConfiguration configuration() {
    HttpConfiguration http = new HttpConfiguration();
    http.setSendServerVersion(false);
    http.setRequestHeaderSize(LARGEST_HEADERS);
    http.setIdleTimeout(IDLE.toMillis());
    // Scoped names come with their slash encoded.
    http.setUriCompliance(
        UriCompliance.DEFAULT.with("npm", UriCompliance.Violation.AMBIGUOUS_PATH_SEPARATOR));
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

  /** Takes no more requests, lets those under way end, and stops. */
  @Override
  public void close() {
    try {
      server.stop();
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }
}
