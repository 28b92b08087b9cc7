package dev.jpm.runtime;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Finds out, after a script has failed, whether it named a command of a package that cannot be run:
 * a folder, or a text that does not say by which program it is to be run. Shells take the one for
 * missing and the other for a script of their own.
 */
final class BrokenBin {
  private BrokenBin() {}

  /** A sentence about the first such command in the text of {@code command}. */
  static Optional<String> of(ScriptCommand command) {
    List<Path> folders = binFolders(command);
    for (String word : command.script().split("[\\s;&|()'\"]+", -1)) {
      for (Path folder : folders) {
        Optional<Path> bin = in(folder, word);
        if (bin.isPresent()) {
          Optional<String> fault = faultOf(word, bin.get());
          if (fault.isPresent()) {
            return fault;
          }
          break;
        }
      }
    }
    return Optional.empty();
  }

  private static List<Path> binFolders(ScriptCommand command) {
    String path = command.environment().getOrDefault("PATH", "");
    return List.of(path.split(":", -1)).stream()
        .filter(folder -> folder.endsWith("node_modules/.bin"))
        .map(Path::of)
        .toList();
  }

  private static Optional<Path> in(Path folder, String word) {
    try {
      Path bin = folder.resolve(word);
      boolean isNamed = !word.isEmpty() && folder.equals(bin.getParent());
      return isNamed && Files.exists(bin) ? Optional.of(bin) : Optional.empty();
    } catch (InvalidPathException e) {
      return Optional.empty();
    }
  }

  private static Optional<String> faultOf(String word, Path bin) {
    try {
      Path real = bin.toRealPath();
      if (Files.isDirectory(real)) {
        return Optional.of(
            "The command " + word + " cannot be run: its package names a folder for it, " + real);
      }
      return isText(real)
          ? Optional.of(
              "The command "
                  + word
                  + " was read as a shell script: "
                  + real
                  + " does not begin with #! and a program, such as #!/usr/bin/env node")
          : Optional.empty();
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /** Whether it begins neither with {@code #!} nor as what machines run. */
  private static boolean isText(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      byte[] first = in.readNBytes(2);
      boolean program = first.length == 2 && first[0] == '#' && first[1] == '!';
      boolean letters =
          first.length == 2 && first[0] >= '\t' && first[0] < 0x7f && first[1] >= '\t';
      return letters && !program;
    }
  }
}
