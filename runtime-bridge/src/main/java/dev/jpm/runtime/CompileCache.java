package dev.jpm.runtime;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Lets Node.js keep what it compiled between runs, in one folder for all projects. What somebody
 * has set for it counts first. Left out where coverage is measured: functions that come out of that
 * cache are counted less exactly.
 */
final class CompileCache {
  private static final String FOLDER = "NODE_COMPILE_CACHE";

  /** Node.js's own variables that decide, or that coverage tools set. */
  private static final List<String> DECIDED =
      List.of("NODE_DISABLE_COMPILE_CACHE", "NODE_V8_COVERAGE");

  private static final Pattern COVERAGE = Pattern.compile("\\b(?:c8|nyc)\\b|coverage");

  private CompileCache() {}

  /** Puts the variable for {@code folder} into the environment of a script, where it belongs. */
  static void put(
      Map<String, String> environment, Path folder, String script, List<String> arguments) {
    String ours = folder.toString();
    boolean set = environment.containsKey(FOLDER) && !ours.equals(environment.get(FOLDER));
    if (set || DECIDED.stream().anyMatch(environment::containsKey)) {
      return;
    }
    if (COVERAGE.matcher(script + " " + String.join(" ", arguments)).find()) {
      environment.remove(FOLDER);
    } else {
      environment.put(FOLDER, ours);
    }
  }
}
