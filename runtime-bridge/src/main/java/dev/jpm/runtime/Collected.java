package dev.jpm.runtime;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

/** Reads a stream to its end, line by line, and keeps its last mebibytes. */
final class Collected implements Runnable {
  private static final int KEPT = 4 << 20;

  private final InputStream stream;
  private final Consumer<String> eachLine;
  private final StringBuilder text = new StringBuilder();

  Collected(InputStream stream, Consumer<String> eachLine) {
    this.stream = stream;
    this.eachLine = eachLine;
  }

  @Override
  public void run() {
    try (BufferedReader reader =
        new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))) {
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        text.append(line).append('\n');
        if (text.length() > 2 * KEPT) {
          text.delete(0, text.length() - KEPT);
        }
        eachLine.accept(line);
      }
    } catch (IOException e) {
      // The script is gone and its stream with it; what was read is all there is.
    }
  }

  /** What was read; only after {@link #run} has returned. */
  String text() {
    return text.toString();
  }
}
