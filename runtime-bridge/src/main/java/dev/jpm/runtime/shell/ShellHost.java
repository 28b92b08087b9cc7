package dev.jpm.runtime.shell;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/** The machine that a script runs on. */
public interface ShellHost {
  boolean isWindows();

  /**
   * The program that a command's first word means.
   *
   * @param environment as the command will see it
   * @param folder where the command runs
   */
  Optional<Path> find(String name, Map<String, String> environment, Path folder);
}
