package dev.jpm.cache;

import dev.jpm.model.Integrity;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;

/** Another process that works with the store, told by its first argument how. */
final class StoreProcess implements AutoCloseable {
  private final Process process;
  private final BufferedReader lines;

  private StoreProcess(Process process) {
    this.process = process;
    this.lines =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
  }

  static StoreProcess start(String task, Path cache) throws IOException {
    Path java = Path.of(System.getProperty("java.home"), "bin", "java");
    return new StoreProcess(
        new ProcessBuilder(
                List.of(
                    java.toString(),
                    "-XX:+UseSerialGC",
                    "-XX:TieredStopAtLevel=1",
                    "-cp",
                    System.getProperty("java.class.path"),
                    StoreProcess.class.getName(),
                    task,
                    cache.toString()))
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start());
  }

  long pid() {
    return process.pid();
  }

  /** The next line that the process prints; waits for it. */
  String line() throws IOException {
    String line = lines.readLine();
    return line == null ? "" : line;
  }

  /** Lets a waiting process go on, and waits for its end. */
  int finish() throws IOException, InterruptedException {
    process.getOutputStream().close();
    while (lines.readLine() != null) {
      // Read to the end, so that it is never held up.
    }
    return process.waitFor();
  }

  /** As the system kills: no clean-up runs. */
  void kill() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }

  static Made numbered(int number) {
    Made made = Made.of("p" + number, "1.0.0");
    for (int i = 0; i < 10; i++) {
      made = made.with("lib/" + i % 3 + "/" + i + ".js", "content " + i);
    }
    return made;
  }

  static Integrity known(Made made) {
    return new Integrity(made.integrity() + " " + made.digest("SHA-1", "sha1"));
  }

  public static void main(String[] arguments) throws IOException {
    PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    try (Store store = Store.open(Path.of(arguments[1]), InstantSource.system())) {
      switch (arguments[0]) {
        case "fill" -> fill(store, out, 60);
        case "fill-on" -> fill(store, out, Integer.MAX_VALUE);
        case "half" -> {
          PackageWriter writer = store.begin();
          numbered(0).writeTo(writer);
          out.println("half");
          waitForParent();
        }
        case "hold" -> {
          out.println(store.find(numbered(0).integrity()).isPresent());
          waitForParent();
        }
        default -> throw new IllegalArgumentException(arguments[0]);
      }
    }
  }

  private static void fill(Store store, PrintStream out, int count) {
    for (int i = 0; i < count; i++) {
      Made made = numbered(i);
      made.putInto(store, known(made));
      out.println(i);
    }
  }

  private static void waitForParent() throws IOException {
    while (System.in.read() >= 0) {
      // Only the end counts.
    }
  }
}
