package dev.jpm.bridge;

import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.HexFormat;

/**
 * A worker's own connection, so that whatever the module prints does no harm. Java can give a child
 * no more than three streams, which are the module's; this is a fourth: over the loopback
 * interface, and known by a secret, since others on the machine could connect as well.
 */
final class Connection implements Closeable {
  private static final int MOST_PATIENCE_MILLIS = 2_000;
  private static final int SECRET_BYTES = 32;

  private final Socket socket;
  private final InputStream in;
  private final OutputStream out;

  private Connection(Socket socket) throws IOException {
    this.socket = socket;
    this.in = new BufferedInputStream(socket.getInputStream(), 1 << 16);
    this.out = socket.getOutputStream();
    socket.setTcpNoDelay(true);
  }

  /** Where a worker that is being started is to connect to. */
  static final class Door implements Closeable {
    private final ServerSocket server;
    private final String secret;

    Door() throws IOException {
      byte[] random = new byte[SECRET_BYTES];
      new SecureRandom().nextBytes(random);
      secret = HexFormat.of().formatHex(random);
      server = new ServerSocket(0, 4, InetAddress.getLoopbackAddress());
    }

    int port() {
      return server.getLocalPort();
    }

    String host() {
      return InetAddress.getLoopbackAddress().getHostAddress();
    }

    String secret() {
      return secret;
    }

    /**
     * Waits for the one who knows the secret.
     *
     * @throws IOException where the door was closed before
     */
    Connection await() throws IOException {
      while (true) {
        Socket socket = server.accept();
        if (knowsTheSecret(socket)) {
          return new Connection(socket);
        }
        socket.close();
      }
    }

    private boolean knowsTheSecret(Socket socket) {
      try {
        socket.setSoTimeout(MOST_PATIENCE_MILLIS);
        byte[] told = socket.getInputStream().readNBytes(2 * SECRET_BYTES);
        socket.setSoTimeout(0);
        return MessageDigest.isEqual(told, secret.getBytes(StandardCharsets.US_ASCII));
      } catch (IOException e) {
        return false;
      }
    }

    @Override
    public void close() throws IOException {
      server.close();
    }
  }

  /** What comes from the worker. */
  InputStream in() {
    return in;
  }

  /** Sends one message; waits while the worker does not read. */
  synchronized void send(byte[] json) throws IOException {
    out.write(json);
    out.write('\n');
    out.flush();
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
