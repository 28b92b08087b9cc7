package dev.jpm.bench.install;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * A program to run.
 *
 * @param env all of its environment
 */
public record Call(List<String> words, Path cwd, Map<String, String> env) {
  public Call {
    words = List.copyOf(words);
    env = Map.copyOf(env);
  }
}
