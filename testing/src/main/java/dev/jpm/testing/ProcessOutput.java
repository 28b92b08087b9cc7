package dev.jpm.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a process writes, readable while it comes. */
final class ProcessOutput {
  private final ByteArrayOutputStream read = new ByteArrayOutputStream();
  private boolean ended;

  private ProcessOutput() {}

  /** Reads {@code stream} to its end, on a thread of its own. */
  static ProcessOutput of(InputStream stream) {
    ProcessOutput output = new ProcessOutput();
    // Reading a pipe holds the thread beneath a virtual one, and with two processors two of those
    // are all there are: a server in this process, which the command waits for, would never run.
    Thread.ofPlatform().daemon().start(() -> output.read(stream));
    return output;
  }

  private void read(InputStream stream) {
    byte[] buffer = new byte[8192];
    try (stream) {
      for (int count = stream.read(buffer); count >= 0; count = stream.read(buffer)) {
        append(buffer, count);
      }
    } catch (IOException e) {
      // Java closes the streams of a process that it kills; what came before still counts.
    }
    end();
  }

  private synchronized void append(byte[] bytes, int count) {
    read.write(bytes, 0, count);
    notifyAll();
  }

  private synchronized void end() {
    ended = true;
    notifyAll();
  }

  /** All of it, as soon as it has ended. */
  synchronized String all() throws InterruptedException {
    while (!ended) {
      wait();
    }
    return read.toString(UTF_8);
  }

  /** The first place that fits {@code pattern}, as soon as it has come. */
  synchronized MatchResult await(Pattern pattern, Duration patience) throws InterruptedException {
    long deadline = System.nanoTime() + patience.toNanos();
    while (true) {
      String text = read.toString(UTF_8);
      Matcher matcher = pattern.matcher(text);
      if (matcher.find()) {
        return matcher.toMatchResult();
      }
      long left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
      if (ended || left <= 0) {
        String why = ended ? "the output ended" : "nothing came in " + patience;
        throw new AssertionError(why + " without " + pattern + ":\n" + text);
      }
      wait(left);
    }
  }
}
