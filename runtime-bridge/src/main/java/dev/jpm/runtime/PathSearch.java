package dev.jpm.runtime;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/** Finds programs as a shell would: folder by folder on PATH, on Windows with PATHEXT's endings. */
record PathSearch(List<String> folders, List<String> endings) {

  static PathSearch of(Map<String, String> environment, HostPlatform host) {
    List<String> folders = new ArrayList<>();
    String endings = ".COM;.EXE;.BAT;.CMD";
    for (Map.Entry<String, String> entry : environment.entrySet()) {
      if (entry.getKey().equalsIgnoreCase("PATH")
          && (host.isWindows() || entry.getKey().equals("PATH"))) {
        folders.addAll(List.of(entry.getValue().split(host.pathDelimiter(), -1)));
      } else if (entry.getKey().equalsIgnoreCase("PATHEXT")) {
        endings = entry.getValue();
      }
    }
    return new PathSearch(
        List.copyOf(folders),
        host.isWindows() ? List.of(endings.toLowerCase(Locale.ROOT).split(";", -1)) : List.of(""));
  }

  /** Where {@code program} lies on a system with colons in its PATH; as it is named if nowhere. */
  static Path posix(Map<String, String> environment, String program) {
    String path = environment.getOrDefault("PATH", "");
    return new PathSearch(List.of(path.split(":", -1)), List.of(""))
        .find(program)
        .orElse(Path.of(program));
  }

  Optional<Path> find(String program) {
    return find(program, folder -> true);
  }

  Optional<Path> find(String program, Predicate<Path> where) {
    for (String text : folders) {
      Optional<Path> folder = absolute(text);
      if (folder.isEmpty() || !where.test(folder.get())) {
        continue;
      }
      for (String ending : endingsFor(program)) {
        Path file = folder.get().resolve(program + ending);
        if (Files.isRegularFile(file) && Files.isExecutable(file)) {
          return Optional.of(file);
        }
      }
    }
    return Optional.empty();
  }

  /** The file that a path means, which need not say its ending. */
  Optional<Path> at(Path program) {
    return endingsFor(program.toString()).stream()
        .map(ending -> Path.of(program + ending))
        .filter(Files::isRegularFile)
        .findFirst();
  }

  private List<String> endingsFor(String program) {
    String lower = program.toLowerCase(Locale.ROOT);
    boolean hasEnding = endings.stream().anyMatch(lower::endsWith);
    return hasEnding ? List.of("") : endings;
  }

  /** Relative entries are left out: what they find would depend on where jpm was started. */
  private static Optional<Path> absolute(String text) {
    try {
      Path folder = Path.of(text);
      return folder.isAbsolute() ? Optional.of(folder) : Optional.empty();
    } catch (InvalidPathException e) {
      return Optional.empty();
    }
  }
}
