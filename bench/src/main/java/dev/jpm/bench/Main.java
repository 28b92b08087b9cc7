package dev.jpm.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Where the bench starts; the current folder is the checkout. */
public final class Main {
  private Main() {}

  public static void main(String[] args) throws IOException {
    List<String> words = List.of(args);
    Options options;
    try {
      options = Options.of(words);
    } catch (IllegalArgumentException e) {
      System.err.println("Not known: " + e.getMessage() + "\n" + Options.USAGE);
      System.exit(2);
      return;
    }
    Path root = Path.of("").toAbsolutePath();
    new Bench(root, options, System.getenv(), System.out::println).run();
  }
}
