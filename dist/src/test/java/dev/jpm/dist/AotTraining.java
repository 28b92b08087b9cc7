package dev.jpm.dist;

import dev.jpm.registrymock.MockRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Makes the ahead-of-time cache by running real commands, against a registry in this process, with
 * exactly the options and class path that the launcher uses.
 */
final class AotTraining {
  private final Path image;
  private final String classPath;
  private final String sqliteLibrary;

  AotTraining(Path image, String classPath, String sqliteLibrary) {
    this.image = image;
    this.classPath = classPath;
    this.sqliteLibrary = sqliteLibrary;
  }

  void run() throws IOException, InterruptedException {
    Path work = Files.createTempDirectory("jpm-training");
    try (MockRegistry registry = MockRegistry.start()) {
      TrainingRegistry.publishInto(registry);
      Path project = Files.createDirectories(work.resolve("project"));
      Files.writeString(project.resolve("package.json"), TrainingRegistry.PACKAGE_JSON);
      Path lib = image.resolve("lib");
      List<String> command = new ArrayList<>();
      command.add(image.resolve("runtime/bin/java").toString());
      command.addAll(BuildImage.JAVA_OPTIONS);
      command.add("-XX:AOTCacheOutput=" + lib.resolve("jpm.aot"));
      command.add("-Djpm.home=" + image);
      command.add("-Dorg.sqlite.lib.path=" + lib.resolve("native"));
      command.add("-Dorg.sqlite.lib.name=" + sqliteLibrary);
      command.addAll(List.of("-cp", classPath, "dev.jpm.cli.Training"));
      command.addAll(
          List.of(project.toString(), registry.url().toString(), work.resolve("cache").toString()));
      BuildImage.run(command.toArray(String[]::new));
    } finally {
      BuildImage.deleteFolder(work);
    }
  }
}
