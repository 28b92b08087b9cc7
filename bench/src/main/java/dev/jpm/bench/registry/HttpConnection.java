package dev.jpm.bench.registry;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/** One client's connection: requests one after the other, until either side has enough. */
final class HttpConnection {
  private static final int BUFFER_SIZE = 1 << 16;

  private final SocketChannel socket;
  private final Routes routes;
  private final ByteBuffer input = ByteBuffer.allocate(BUFFER_SIZE).flip();

  HttpConnection(SocketChannel socket, Routes routes) {
    this.socket = socket;
    this.routes = routes;
  }

  /** Serves until the connection ends. */
  void run() throws IOException {
    for (RequestHead head = next(); head != null; head = next()) {
      skip(head.bodyLength());
      send(routes.answer(head), head.method().equals("HEAD"));
      if (!head.keepsAlive()) {
        return;
      }
    }
  }

  /** The next request, or null where the client went. */
  private @Nullable RequestHead next() throws IOException {
    while (true) {
      int end = endOfHead();
      if (end >= 0) {
        byte[] bytes = new byte[end];
        input.get(bytes);
        return RequestHead.parse(bytes, end);
      }
      if (!fill()) {
        return null;
      }
    }
  }

  private int endOfHead() {
    for (int i = input.position(); i + 3 < input.limit(); i++) {
      if (input.get(i) == '\r'
          && input.get(i + 1) == '\n'
          && input.get(i + 2) == '\r'
          && input.get(i + 3) == '\n') {
        return i + 4 - input.position();
      }
    }
    return -1;
  }

  private boolean fill() throws IOException {
    input.compact();
    if (!input.hasRemaining()) {
      throw new IOException("a request whose headers are too long");
    }
    int read = socket.read(input);
    input.flip();
    return read >= 0;
  }

  private void skip(int length) throws IOException {
    int left = length;
    while (left > 0) {
      int here = Math.min(left, input.remaining());
      input.position(input.position() + here);
      left -= here;
      if (left > 0 && !fill()) {
        throw new EOFException("a request without its whole body");
      }
    }
  }

  private void send(Response response, boolean headOnly) throws IOException {
    ByteBuffer head = ByteBuffer.wrap(response.head());
    switch (response.body()) {
      case Body.InMemory(byte[] bytes) -> {
        ByteBuffer body = ByteBuffer.wrap(bytes, 0, headOnly ? 0 : bytes.length);
        ByteBuffer[] both = {head, body};
        while (head.hasRemaining() || body.hasRemaining()) {
          socket.write(both);
        }
      }
      case Body.OnDisk file -> {
        while (head.hasRemaining()) {
          socket.write(head);
        }
        if (!headOnly) {
          transfer(file);
        }
      }
    }
  }

  private void transfer(Body.OnDisk body) throws IOException {
    try (FileChannel file = FileChannel.open(body.file(), StandardOpenOption.READ)) {
      long at = 0;
      while (at < body.length()) {
        long sent = file.transferTo(at, body.length() - at, socket);
        at += sent > 0 ? sent : writePiece(file, at);
      }
    }
  }

  /** The socket takes nothing at once: an ordinary write waits until it does. */
  private long writePiece(FileChannel file, long at) throws IOException {
    ByteBuffer piece = ByteBuffer.allocate(BUFFER_SIZE);
    if (file.read(piece, at) < 0) {
      throw new EOFException("a recorded file became shorter");
    }
    piece.flip();
    int length = piece.remaining();
    while (piece.hasRemaining()) {
      socket.write(piece);
    }
    return length;
  }
}
