package dev.jpm.bench.install;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * One package manager in one of its layouts, installing what package.json says. {@code CACHE} in
 * words and environment stands for the folder of its cache.
 *
 * @param name as in the tables
 * @param lockfile the name of the lockfile that it writes
 */
public record Tool(String name, String lockfile, List<String> words, Map<String, String> env) {
  public Tool {
    words = List.copyOf(words);
    env = Map.copyOf(env);
  }

  /** The install in {@code project}, with {@code cache} as its cache. */
  public Call install(Path project, Path cache, Map<String, String> around) {
    List<String> called = new ArrayList<>();
    words.forEach(word -> called.add(word.replace("CACHE", cache.toString())));
    Map<String, String> all = new HashMap<>(around);
    env.forEach((key, value) -> all.put(key, value.replace("CACHE", cache.toString())));
    return new Call(called, project, all);
  }

  /** Whether this is jpm, in whichever layout. */
  public boolean isJpm() {
    return name.equals("jpm") || name.startsWith("jpm-");
  }
}
