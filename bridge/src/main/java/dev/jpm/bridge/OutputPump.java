package dev.jpm.bridge;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Consumer;

/** Hands on what a process prints, line by line, and remembers its last words. */
final class OutputPump {
  private static final int REMEMBERED = 20;
  private static final Duration LAST_WORDS = Duration.ofSeconds(1);

  private final Deque<String> last = new ArrayDeque<>();
  private final Thread standard;
  private final Thread error;

  OutputPump(Process process, Consumer<OutputLine> listener) {
    standard = start(process.getInputStream(), false, listener);
    error = start(process.getErrorStream(), true, listener);
  }

  private Thread start(InputStream stream, boolean isError, Consumer<OutputLine> listener) {
    return Thread.ofVirtual().name("output").start(() -> read(stream, isError, listener));
  }

  private void read(InputStream stream, boolean isError, Consumer<OutputLine> listener) {
    try (BufferedReader reader = reader(stream)) {
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        if (isError) {
          remember(line);
        }
        tell(new OutputLine(line, isError), listener);
      }
    } catch (IOException e) {
      // The process is gone and its stream with it; what was read is all there is.
    }
  }

  /** A listener that fails must not stall the process, whose pipe has to be read on. */
  private static void tell(OutputLine line, Consumer<OutputLine> listener) {
    try {
      listener.accept(line);
    } catch (RuntimeException e) {
      Thread self = Thread.currentThread();
      self.getUncaughtExceptionHandler().uncaughtException(self, e);
    }
  }

  private static BufferedReader reader(InputStream stream) {
    return new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8));
  }

  private synchronized void remember(String line) {
    last.addLast(line);
    if (last.size() > REMEMBERED) {
      last.removeFirst();
    }
  }

  /** Waits until everything is read. */
  void awaitEnd() throws InterruptedException {
    standard.join();
    error.join();
  }

  /**
   * The last lines of standard error of a process that has ended. Not waited for for long: a child
   * of its may hold the stream open.
   */
  String lastWords() throws InterruptedException {
    error.join(LAST_WORDS);
    synchronized (this) {
      return String.join("\n", last);
    }
  }
}
