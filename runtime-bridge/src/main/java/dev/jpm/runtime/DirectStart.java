package dev.jpm.runtime;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Starts a package's command without a shell in between, where the command cannot tell: the shell
 * would be dash, which adds nothing to the environment but PWD, and the command begins with {@code
 * #!}, so that it is told its path and not the word it was called by. Whatever is unusual is left
 * to the shell, whose words people know.
 */
final class DirectStart {
  private DirectStart() {}

  /**
   * The command line, the program with its path; empty where a shell is to read the script. Sets
   * PWD in {@code environment} as the shell would.
   */
  static List<String> of(
      String script, List<String> arguments, Path folder, Map<String, String> environment) {
    Optional<List<String>> words = PlainWords.of(script);
    if (words.isEmpty()
        || !onlyAbsolute(environment.getOrDefault("PATH", ""))
        || !isDash(environment)) {
      return List.of();
    }
    String program = words.get().getFirst();
    if (program.indexOf('/') >= 0) {
      return List.of(); // A program is told such a path as it was written.
    }
    Path file = PathSearch.posix(environment, program);
    if (!file.isAbsolute() || !canBeRun(file)) {
      return List.of();
    }
    List<String> line = new ArrayList<>(List.of(file.toString()));
    line.addAll(words.get().subList(1, words.get().size()));
    line.addAll(arguments);
    environment.put("PWD", workingFolder(folder, environment.getOrDefault("PWD", "")));
    return line;
  }

  /** A shell keeps the name that its folder is known by. */
  private static String workingFolder(Path folder, String known) {
    try {
      boolean same = known.startsWith("/") && Files.isSameFile(folder, Path.of(known));
      return same ? known : folder.toRealPath().toString();
    } catch (IOException | InvalidPathException e) {
      return folder.toString();
    }
  }

  private static boolean onlyAbsolute(String path) {
    return !path.isEmpty()
        && List.of(path.split(":", -1)).stream().allMatch(folder -> folder.startsWith("/"));
  }

  private static boolean isDash(Map<String, String> environment) {
    try {
      return PathSearch.posix(environment, "sh").toRealPath().endsWith("dash");
    } catch (IOException e) {
      return false;
    }
  }

  private static boolean canBeRun(Path file) {
    if (!Files.isRegularFile(file) || !Files.isExecutable(file)) {
      return false;
    }
    try (InputStream in = Files.newInputStream(file)) {
      byte[] first = in.readNBytes(2);
      return first.length == 2 && first[0] == '#' && first[1] == '!';
    } catch (IOException e) {
      return false;
    }
  }
}
