package dev.jpm.runtime.watch;

import java.util.Set;
import java.util.function.Predicate;

/**
 * Which files of a package count as changes. Pure.
 *
 * @param inputs what is read, by path from the package's folder
 * @param outputs what is made, and never counts
 * @param guessed whether nobody said what is read: then folders that usually hold what tools made
 *     count for nothing
 */
public record Watched(Predicate<String> inputs, Predicate<String> outputs, boolean guessed) {
  private static final Set<String> MADE_BY_TOOLS =
      Set.of("dist", "build", "out", "coverage", "target");

  /** What counts where nobody said anything. */
  public static Watched everything() {
    return new Watched(_ -> true, _ -> false, true);
  }

  /** Whether files below a folder may count; {@code path} is relative, with {@code /}. */
  public boolean entered(String path) {
    String name = path.substring(path.lastIndexOf('/') + 1);
    return !name.startsWith(".")
        && !name.equals("node_modules")
        && !(guessed && MADE_BY_TOOLS.contains(name));
  }

  /** Whether the file at {@code path} counts, in a folder that was entered. */
  public boolean counts(String path) {
    boolean ofEditor = path.endsWith("~") || path.endsWith(".swp") || path.endsWith("/4913");
    return inputs.test(path) && !outputs.test(path) && !(guessed && ofEditor);
  }
}
