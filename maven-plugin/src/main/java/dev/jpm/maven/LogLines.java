package dev.jpm.maven;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

/** Hands what is written on, line by line. */
final class LogLines extends OutputStream {
  private final Consumer<String> sink;
  private final ByteArrayOutputStream line = new ByteArrayOutputStream();

  LogLines(Consumer<String> sink) {
    this.sink = sink;
  }

  @Override
  public synchronized void write(int one) {
    if (one == '\n') {
      end();
    } else {
      line.write(one);
    }
  }

  private void end() {
    String text = line.toString(StandardCharsets.UTF_8);
    line.reset();
    sink.accept(text.endsWith("\r") ? text.substring(0, text.length() - 1) : text);
  }

  @Override
  public synchronized void close() {
    if (line.size() > 0) {
      end();
    }
  }
}
