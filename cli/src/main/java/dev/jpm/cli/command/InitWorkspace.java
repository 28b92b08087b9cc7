package dev.jpm.cli.command;

import dev.jpm.fs.AtomicFile;
import dev.jpm.fs.FileErrors;
import dev.jpm.install.ProjectFiles;
import dev.jpm.lockfile.PackageJsonFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** Makes a project know a new workspace. */
final class InitWorkspace {
  private InitWorkspace() {}

  /** Adds {@code folder} to the workspaces of {@code project} where no pattern names it yet. */
  static void add(Path project, Path folder) {
    String path = project.relativize(folder).toString().replace('\\', '/');
    boolean known = ProjectFiles.load(project, false).workspaces().containsValue(path);
    if (known || !Files.isRegularFile(folder.resolve("package.json"))) {
      return;
    }
    Path file = project.resolve("package.json");
    try {
      PackageJsonFile before = PackageJsonFile.parse(Files.readString(file), file.toString());
      ArrayNode workspaces = JsonNodeFactory.instance.arrayNode();
      JsonNode there = before.json().get("workspaces");
      if (there instanceof ArrayNode list) {
        workspaces.addAll(list);
      }
      AtomicFile.write(file, before.with("workspaces", workspaces.add(path)).text());
    } catch (IOException e) {
      throw FileErrors.of(e, "read", file);
    }
  }
}
