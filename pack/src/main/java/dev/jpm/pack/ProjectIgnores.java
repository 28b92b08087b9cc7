package dev.jpm.pack;

import dev.jpm.fs.FileErrors;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** What a project says about the files of a package in it, beside what the package says. */
public final class ProjectIgnores {
  private static final List<String> IGNORE_FILES = List.of(".npmignore", ".gitignore");

  private ProjectIgnores() {}

  /**
   * The lines that count for {@code folder} as npm has it: for a workspace the ignore files of the
   * folders above it up to the project, for the project itself the workspaces' folders.
   *
   * @param project the project's folder
   * @param workspaces those that are packed in the same call; nothing counts for any other folder
   */
  public static List<String> of(Path project, Path folder, Collection<Path> workspaces) {
    if (folder.equals(project)) {
      return workspaces.stream()
          .filter(workspace -> workspace.startsWith(project) && !workspace.equals(project))
          .map(workspace -> project.relativize(workspace).toString().replace('\\', '/'))
          .toList();
    }
    List<String> lines = new ArrayList<>();
    if (workspaces.contains(folder) && folder.startsWith(project)) {
      Path at = project;
      read(at, lines);
      for (Path name : project.relativize(folder.getParent())) {
        at = at.resolve(name);
        read(at, lines);
      }
    }
    return lines;
  }

  private static void read(Path folder, List<String> lines) {
    for (String name : IGNORE_FILES) {
      Path file = folder.resolve(name);
      try {
        lines.addAll(Files.readAllLines(file));
        return;
      } catch (NoSuchFileException e) {
        // The next name.
      } catch (IOException e) {
        throw FileErrors.of(e, "read", file);
      }
    }
  }
}
