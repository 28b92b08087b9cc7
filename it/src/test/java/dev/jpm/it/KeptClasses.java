package dev.jpm.it;

import dev.jpm.cli.Main;
import dev.jpm.testing.Folders;
import dev.jpm.testing.SpawnedCommand;
import dev.jpm.testing.TempProject;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * How tests start Java with jpm. Where jpm comes in jars, as in a whole build, what its processes
 * load is kept in a file from the first one on, which spares each more than a third of its time.
 */
final class KeptClasses {
  /** For jpm's own main class. */
  static final List<String> OPTIONS = options();

  private KeptClasses() {}

  private static List<String> options() {
    // The tests' own classes are no part of jpm.
    String tests = Path.of("target").toAbsolutePath().toString();
    List<String> jars =
        Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
            .filter(entry -> !entry.startsWith(tests))
            .toList();
    if (!jars.stream().map(Path::of).allMatch(Files::isRegularFile)) {
      return List.of("-cp", System.getProperty("java.class.path"));
    }
    List<String> classPath = List.of("-cp", String.join(File.pathSeparator, jars));
    try {
      Path folder = Files.createTempDirectory("jpm-classes");
      Runtime.getRuntime()
          .addShutdownHook(Thread.ofPlatform().unstarted(() -> Folders.remove(folder)));
      Path kept = folder.resolve("classes.jsa");
      fill(folder, kept, classPath);
      List<String> options = new ArrayList<>(classPath);
      options.addAll(List.of("-Xlog:disable", "-XX:SharedArchiveFile=" + kept));
      return List.copyOf(options);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** By an install of nothing; where that fails there is no file, and Java does without. */
  private static void fill(Path folder, Path kept, List<String> classPath) throws IOException {
    List<String> command = new ArrayList<>(Jpm.java());
    command.addAll(classPath);
    command.addAll(List.of("-Xlog:disable", "-XX:ArchiveClassesAtExit=" + kept));
    command.addAll(List.of(Main.class.getName(), "install"));
    TempProject project = TempProject.in(folder.resolve("project")).packageJson(p -> {});
    Map<String, String> environment = Jpm.withDefaults(folder.resolve("home")).environment();
    try (SpawnedCommand install = SpawnedCommand.start(project.folder(), environment, command)) {
      install.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
