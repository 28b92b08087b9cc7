package dev.jpm.bench.registry;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/**
 * Serves a shelf over loopback. A virtual thread per connection, connections kept, bodies sent as
 * they lie: what is measured is the client.
 */
public final class RegistryServer implements AutoCloseable {
  private static final int BACKLOG = 1024;

  private final ServerSocketChannel listening;
  private final Consumer<String> trouble;
  private final Set<SocketChannel> open = ConcurrentHashMap.newKeySet();

  private RegistryServer(ServerSocketChannel listening, Consumer<String> trouble) {
    this.listening = listening;
    this.trouble = trouble;
  }

  /**
   * Takes a port of the loopback interface; nothing is answered before {@link #serve}.
   *
   * @param port 0 for any that is free
   * @param trouble hears of requests that could not be answered
   */
  public static RegistryServer bind(int port, Consumer<String> trouble) {
    try {
      ServerSocketChannel listening = ServerSocketChannel.open();
      listening.setOption(StandardSocketOptions.SO_REUSEADDR, true);
      listening.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), BACKLOG);
      return new RegistryServer(listening, trouble);
    } catch (IOException e) {
      throw new UncheckedIOException("port " + port + " of the loopback interface is taken", e);
    }
  }

  public int port() {
    return listening.socket().getLocalPort();
  }

  /** The address to configure, with a final slash. */
  public String url() {
    return url(port());
  }

  /** The address of a server at {@code port}. */
  public static String url(int port) {
    return "http://127.0.0.1:" + port + "/";
  }

  /** Begins to answer. */
  public RegistryServer serve(Shelf shelf) {
    Routes routes = new Routes(shelf);
    Thread.ofVirtual().name("accept").start(() -> accept(routes));
    return this;
  }

  private void accept(Routes routes) {
    while (listening.isOpen()) {
      try {
        SocketChannel socket = listening.accept();
        open.add(socket);
        Thread.ofVirtual().start(() -> converse(socket, routes));
      } catch (IOException e) {
        if (listening.isOpen()) {
          trouble.accept("accept: " + e);
        }
      }
    }
  }

  private void converse(SocketChannel socket, Routes routes) {
    try (socket) {
      socket.setOption(StandardSocketOptions.TCP_NODELAY, true);
      new HttpConnection(socket, routes).run();
    } catch (IOException gone) {
      // Clients end connections as they like.
    } catch (RuntimeException e) {
      trouble.accept(e.toString());
    } finally {
      open.remove(socket);
    }
  }

  @Override
  public void close() {
    try {
      listening.close();
      for (SocketChannel socket : open) {
        socket.close();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
