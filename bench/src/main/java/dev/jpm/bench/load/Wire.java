package dev.jpm.bench.load;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.util.Locale;

/**
 * One kept connection that asks the same again and again. It does as little as can be, as it takes
 * the processors from the server that it measures.
 */
final class Wire implements AutoCloseable {
  private static final int BUFFER = 64 * 1024;

  private final Socket socket;
  private final InputStream in;
  private final byte[] request;
  private final byte[] skipped = new byte[BUFFER];

  Wire(int port, Question question) throws IOException {
    this.socket = new Socket(InetAddress.getLoopbackAddress(), port);
    socket.setTcpNoDelay(true);
    this.in = new BufferedInputStream(socket.getInputStream(), BUFFER);
    this.request = question.request(port).getBytes(ISO_8859_1);
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

  /** Asks once; the answer is the number of bytes of the body. */
  long ask() throws IOException {
    socket.getOutputStream().write(request);
    String status = line();
    if (!status.contains(" 200")) {
      throw new IOException("was answered: " + status);
    }
    long length = -1;
    for (String header = line(); !header.isEmpty(); header = line()) {
      String small = header.toLowerCase(Locale.ROOT);
      if (small.startsWith("content-length:")) {
        length = Long.parseLong(small.substring("content-length:".length()).strip());
      }
    }
    if (length >= 0) {
      skip(length);
      return length;
    }
    return chunks();
  }

  private long chunks() throws IOException {
    long all = 0;
    while (true) {
      long size = Long.parseLong(line(), 16);
      skip(size);
      line();
      all += size;
      if (size == 0) {
        return all;
      }
    }
  }

  private void skip(long length) throws IOException {
    for (long left = length; left > 0; ) {
      int read = in.read(skipped, 0, (int) Math.min(left, BUFFER));
      if (read < 0) {
        throw new EOFException("the answer ended too early");
      }
      left -= read;
    }
  }

  private String line() throws IOException {
    StringBuilder line = new StringBuilder();
    for (int next = in.read(); next != '\n'; next = in.read()) {
      if (next < 0) {
        throw new EOFException("the answer ended too early");
      }
      if (next != '\r') {
        line.append((char) next);
      }
    }
    return line.toString();
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
