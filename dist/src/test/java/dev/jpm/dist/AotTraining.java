package dev.jpm.dist;

import dev.jpm.registrymock.MockRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;

/**
 * Makes the ahead-of-time caches, one for each group of commands, by running real commands, against
 * a registry in this process, with exactly the options and class path that the launcher uses.
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
      Path runtime = Files.createDirectories(work.resolve("bin"));
      Path node = Files.writeString(runtime.resolve("node"), "#!/bin/sh\necho v26.10.0\n");
      Files.setPosixFilePermissions(node, PosixFilePermissions.fromString("rwxr-xr-x"));
      for (String group : List.of("run", "install")) {
        train(
            group,
            List.of(
                project.toString(),
                registry.url().toString(),
                work.resolve("cache").toString(),
                runtime.toString()));
      }
    } finally {
      BuildImage.deleteFolder(work);
    }
  }

  private void train(String group, List<String> arguments)
      throws IOException, InterruptedException {
    Path lib = image.resolve("lib");
    List<String> command = new ArrayList<>();
    command.add(image.resolve("runtime/bin/java").toString());
    command.addAll(BuildImage.JAVA_OPTIONS);
    command.add("-XX:AOTCacheOutput=" + lib.resolve(group + ".aot"));
    command.add("-Djpm.home=" + image);
    command.add("-Dorg.sqlite.lib.path=" + lib.resolve("native"));
    command.add("-Dorg.sqlite.lib.name=" + sqliteLibrary);
    command.addAll(List.of("-cp", classPath, "dev.jpm.cli.Training", group));
    command.addAll(arguments);
    BuildImage.run(command.toArray(String[]::new));
  }
}
