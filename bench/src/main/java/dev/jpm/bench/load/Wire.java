package dev.jpm.bench.load;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.Locale;

/**
 * One kept connection that asks the same again and again. It does as little as can be, as it takes
 * the processors from the server that it measures.
 */
final class Wire {
  private static final int LONGEST_LINE = 16 * 1024;

  private final SocketChannel channel;
  private final ByteBuffer request;
  private final StringBuilder line = new StringBuilder();
  private Part part = Part.STATUS;
  private long length;
  private long left;
  private long bytes;
  private long asked;

  Wire(SocketChannel channel, String request) {
    this.channel = channel;
    this.request = ByteBuffer.wrap(request.getBytes(ISO_8859_1));
  }

  /** What comes next. */
  private enum Part {
    STATUS,
    HEADER,
    BODY,
    CHUNK_SIZE,
    CHUNK,
    CHUNK_END,
    LAST
  }

  /**
   * What is asked.
   *
   * @param accept the form that is wanted
   */
  record Question(String title, String path, String accept) {
    String request(int port) {
      return "GET %s HTTP/1.1\r\nHost: 127.0.0.1:%d\r\nAccept: %s\r\nAccept-Encoding: gzip\r\n\r\n"
          .formatted(path, port, accept);
    }
  }

  void ask() throws IOException {
    request.rewind();
    part = Part.STATUS;
    length = -1;
    bytes = 0;
    asked = System.nanoTime();
    while (request.hasRemaining()) {
      channel.write(request);
    }
  }

  /** When it was asked last. */
  long asked() {
    return asked;
  }

  /** How many bytes the body had. */
  long bytes() {
    return bytes;
  }

  /** Reads what has come, through {@code buffer}; the answer is whether the end has come. */
  boolean read(ByteBuffer buffer) throws IOException {
    for (buffer.clear(); ; buffer.clear()) {
      int read = channel.read(buffer);
      if (read < 0) {
        throw new IOException("the answer ended too early");
      }
      if (read == 0) {
        return false;
      }
      buffer.flip();
      if (take(buffer)) {
        return true;
      }
    }
  }

  private boolean take(ByteBuffer buffer) throws IOException {
    while (buffer.hasRemaining()) {
      switch (part) {
        case BODY, CHUNK -> {
          int taken = (int) Math.min(left, buffer.remaining());
          buffer.position(buffer.position() + taken);
          left -= taken;
          bytes += taken;
          if (left == 0) {
            if (part == Part.BODY) {
              return true;
            }
            part = Part.CHUNK_END;
          }
        }
        case STATUS, HEADER, CHUNK_SIZE, CHUNK_END, LAST -> {
          if (lineEnds(buffer) && ends(line.toString().strip())) {
            return true;
          }
        }
      }
    }
    return false;
  }

  private boolean lineEnds(ByteBuffer buffer) throws IOException {
    while (buffer.hasRemaining()) {
      char next = (char) buffer.get();
      if (next == '\n') {
        return true;
      }
      line.append(next);
    }
    if (line.length() > LONGEST_LINE) {
      throw new IOException("the answer has too long a line");
    }
    return false;
  }

  /** Takes a whole line; the answer is whether the end has come. */
  private boolean ends(String text) throws IOException {
    line.setLength(0);
    switch (part) {
      case STATUS -> {
        if (!text.contains(" 200")) {
          throw new IOException("was answered: " + text);
        }
        part = Part.HEADER;
      }
      case HEADER -> {
        String small = text.toLowerCase(Locale.ROOT);
        if (small.startsWith("content-length:")) {
          length = Long.parseLong(small.substring("content-length:".length()).strip());
        }
        if (text.isEmpty()) {
          left = Math.max(length, 0);
          part = length < 0 ? Part.CHUNK_SIZE : Part.BODY;
          return length == 0;
        }
      }
      case CHUNK_SIZE -> {
        left = Long.parseLong(text, 16);
        part = left == 0 ? Part.LAST : Part.CHUNK;
      }
      case CHUNK_END -> part = Part.CHUNK_SIZE;
      case LAST -> {
        return true;
      }
      case BODY, CHUNK -> throw new IllegalStateException("no line comes here");
    }
    return false;
  }
}
