package dev.jpm.bench.registry;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Arrays;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * A link between clients and a local server over which every byte waits: half a round trip each
 * way, and its turn on a bandwidth that all connections share. Opening a connection costs a round
 * trip, as the handshake does.
 */
public final class SlowLink implements AutoCloseable {
  private static final int PIECE = 1 << 14;

  /** As much as a connection may have under way: four megabytes, a usual receive window. */
  private static final int PIECES_UNDER_WAY = 256;

  private final ServerSocket listening;
  private final int target;
  private final long roundTripNanos;
  private final Lane up;
  private final Lane down;

  private SlowLink(ServerSocket listening, int target, Shape shape) {
    this.listening = listening;
    this.target = target;
    this.roundTripNanos = TimeUnit.MILLISECONDS.toNanos(shape.roundTripMillis());
    this.up = new Lane(shape.megabitsPerSecond());
    this.down = new Lane(shape.megabitsPerSecond());
  }

  /** What a link is like. */
  public record Shape(int roundTripMillis, int megabitsPerSecond) {
    /** A good connection to a registry on the same continent. */
    public static final Shape USUAL = new Shape(50, 200);
  }

  /** Opens a link from {@code port} (0: any) to the server at {@code target}. */
  public static SlowLink open(int port, int target, Shape shape) {
    try {
      ServerSocket listening = new ServerSocket();
      listening.setReuseAddress(true);
      listening.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 1024);
      SlowLink link = new SlowLink(listening, target, shape);
      Thread.ofVirtual().start(link::accept);
      return link;
    } catch (IOException e) {
      throw new UncheckedIOException("port " + port + " of the loopback interface is taken", e);
    }
  }

  public int port() {
    return listening.getLocalPort();
  }

  private void accept() {
    while (!listening.isClosed()) {
      try {
        Socket client = listening.accept();
        Thread.ofVirtual().start(() -> connect(client));
      } catch (IOException closed) {
        return;
      }
    }
  }

  private void connect(Socket client) {
    try (client;
        Socket server = new Socket()) {
      TimeUnit.NANOSECONDS.sleep(roundTripNanos);
      server.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), target));
      client.setTcpNoDelay(true);
      server.setTcpNoDelay(true);
      Thread there = Thread.ofVirtual().start(() -> carry(client, server, up));
      carry(server, client, down);
      there.join();
    } catch (IOException gone) {
      // Either side may end a connection when it likes.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Bytes and when they arrive. */
  @SuppressWarnings("ArrayRecordComponent")
  private record Piece(byte[] bytes, long arrives) {}

  private void carry(Socket from, Socket to, Lane lane) {
    BlockingQueue<Piece> underWay = new ArrayBlockingQueue<>(PIECES_UNDER_WAY);
    Thread arriving = Thread.ofVirtual().start(() -> deliver(underWay, to));
    byte[] buffer = new byte[PIECE];
    try {
      InputStream in = from.getInputStream();
      for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
        long arrives = lane.passes(read) + roundTripNanos / 2;
        underWay.put(new Piece(Arrays.copyOf(buffer, read), arrives));
      }
      underWay.put(new Piece(new byte[0], lane.passes(0) + roundTripNanos / 2));
      arriving.join();
    } catch (IOException gone) {
      arriving.interrupt();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void deliver(BlockingQueue<Piece> underWay, Socket to) {
    try {
      OutputStream out = to.getOutputStream();
      for (Piece piece = underWay.take(); piece.bytes().length > 0; piece = underWay.take()) {
        TimeUnit.NANOSECONDS.sleep(piece.arrives() - System.nanoTime());
        out.write(piece.bytes());
      }
      to.shutdownOutput();
    } catch (IOException gone) {
      discard(underWay);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Whoever sends must not wait for a client that went. */
  private static void discard(BlockingQueue<Piece> underWay) {
    try {
      while (underWay.take().bytes().length > 0) {
        // thrown away
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** One direction's bandwidth, used by one piece after the other. */
  static final class Lane {
    private final double nanosPerByte;
    private long free = Long.MIN_VALUE;

    Lane(int megabitsPerSecond) {
      this.nanosPerByte = 8_000.0 / megabitsPerSecond;
    }

    /** When the last of so many bytes, handed over now, has left. */
    long passes(int bytes) {
      return passes(bytes, System.nanoTime());
    }

    synchronized long passes(int bytes, long now) {
      free = Math.max(free, now) + Math.round(bytes * nanosPerByte);
      return free;
    }
  }

  @Override
  public void close() {
    try {
      listening.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
