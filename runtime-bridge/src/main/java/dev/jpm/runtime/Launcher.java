package dev.jpm.runtime;

import java.nio.file.Path;
import java.util.List;

/**
 * How to start this jpm again: a program and the arguments that come before the user's. On Windows
 * the program may be a batch file.
 */
public record Launcher(List<String> command) {
  /**
   * The first argument by which a shim tells jpm under which name it was called: {@code
   * --invoked-as=npm}. As npm or npx, jpm speaks of itself so and gives npm's version.
   */
  public static final String INVOKED_AS = "--invoked-as=";

  public Launcher {
    command = List.copyOf(command);
    if (command.isEmpty()) {
      throw new IllegalArgumentException("a launcher needs a program");
    }
  }

  /** Of the image's launcher where this is one, else of this Java with its class path. */
  public static Launcher ofThisProcess() {
    String home = System.getProperty("jpm.home");
    if (home != null) {
      boolean windows = System.getProperty("os.name", "").startsWith("Windows");
      return new Launcher(List.of(Path.of(home, "bin", windows ? "jpm.cmd" : "jpm").toString()));
    }
    return new Launcher(
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-cp",
            System.getProperty("java.class.path", ""),
            "dev.jpm.cli.Main"));
  }
}
