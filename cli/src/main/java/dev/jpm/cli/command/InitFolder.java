package dev.jpm.cli.command;

import dev.jpm.cli.ManifestFile;
import dev.jpm.model.Manifest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** What a folder tells about the package that it will be. */
final class InitFolder {
  private static final Set<String> TEST_FRAMEWORKS =
      Set.of("expresso", "mocha", "tap", "coffee-script", "coco", "streamline");

  private final Path folder;

  InitFolder(Path folder) {
    this.folder = folder;
  }

  private static List<String> names(Path folder) throws IOException {
    try (Stream<Path> entries = Files.list(folder)) {
      return entries.map(entry -> String.valueOf(entry.getFileName())).sorted().toList();
    } catch (NoSuchFileException | NotDirectoryException e) {
      return List.of();
    }
  }

  boolean hasNodeModules(Path cwd) {
    return Files.isDirectory(cwd.resolve("node_modules"));
  }

  /**
   * What is installed here of what node_modules in {@code cwd} lists, with the range to save it by.
   *
   * @param forTests whether test frameworks are meant, or all others
   */
  Map<String, String> installed(Path cwd, boolean forTests, Set<String> excluded, String prefix)
      throws IOException {
    Map<String, String> found = new LinkedHashMap<>();
    for (String name : names(cwd.resolve("node_modules"))) {
      if (!name.startsWith(".") && forTests == isForTests(name) && !excluded.contains(name)) {
        Path file = folder.resolve("node_modules").resolve(name).resolve("package.json");
        ManifestFile.readOrEmpty(file)
            .map(Manifest::version)
            .ifPresent(version -> found.put(name, prefix + version));
      }
    }
    return found;
  }

  private static boolean isForTests(String name) {
    return TEST_FRAMEWORKS.contains(name);
  }

  boolean has(String file) {
    return Files.isRegularFile(folder.resolve(file));
  }

  /** The entry point: index.js, main.js, the folder's own name, any script. */
  String main(String basename) throws IOException {
    List<String> scripts = names(folder).stream().filter(name -> name.endsWith(".js")).toList();
    return Stream.of("index.js", "main.js", basename + ".js")
        .filter(scripts::contains)
        .findFirst()
        .orElse(scripts.isEmpty() ? "index.js" : scripts.getFirst());
  }

  /** The first script in bin. */
  Optional<String> bin() throws IOException {
    return names(folder.resolve("bin")).stream()
        .filter(name -> name.endsWith(".js"))
        .findFirst()
        .map(name -> "bin/" + name);
  }

  /** Folders with the usual names. */
  Map<String, String> directories() throws IOException {
    Map<String, String> found = new LinkedHashMap<>();
    for (String name : names(folder)) {
      switch (name) {
        case "example", "examples" -> found.put("example", name);
        case "test", "tests" -> found.put("test", name);
        case "doc", "docs" -> found.put("doc", name);
        case "man", "lib" -> found.put(name, name);
        default -> {}
      }
    }
    return found;
  }

  /** The command of a known test framework that is installed. */
  Optional<String> testCommand() throws IOException {
    List<String> installed = names(folder.resolve("node_modules"));
    return Stream.of("mocha", "expresso", "tap")
        .filter(installed::contains)
        .findFirst()
        .map(name ->
            switch (name) {
              case "tap" -> "tap test/*.js";
              case "expresso" -> "expresso test";
              default -> name;
            });
  }

  /** The first line of the readme that is no heading. */
  String readmeSentence() throws IOException {
    Path readme = folder.resolve("README.md");
    if (!Files.isRegularFile(readme)) {
      return "";
    }
    return Files.readString(readme)
        .lines()
        .map(String::strip)
        .filter(line -> !line.isEmpty() && !line.startsWith("#") && !line.startsWith("="))
        .findFirst()
        .orElse("");
  }

  /** The URL of the git remote called origin; none where it holds credentials. */
  Optional<String> gitRemote() throws IOException {
    Path config = folder.resolve(".git").resolve("config");
    if (!Files.isRegularFile(config)) {
      return Optional.empty();
    }
    boolean inOrigin = false;
    for (String line : Files.readAllLines(config)) {
      String text = line.strip();
      if (text.startsWith("[")) {
        inOrigin = text.equals("[remote \"origin\"]");
      } else if (inOrigin && text.matches("url\\s*=.*")) {
        return Optional.of(withoutUser(text.substring(text.indexOf('=') + 1).strip()));
      }
    }
    return Optional.empty();
  }

  private static String withoutUser(String url) {
    return url.replaceFirst("(?<=://)[^/@]+:[^/@]*@", "")
        .replaceFirst("^git@([^:/]+):", "git+ssh://git@$1/");
  }
}
