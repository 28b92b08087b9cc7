package dev.jpm.cli;

import dev.jpm.model.Manifest;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** Whether a folder is one of the workspaces that a package.json names. */
public final class WorkspaceFolders {
  private WorkspaceFolders() {}

  /** The last of {@code root}'s patterns that fits {@code folder} decides; {@code !} excludes. */
  public static boolean contains(Manifest root, Path rootFolder, Path folder) {
    if (!folder.startsWith(rootFolder) || folder.equals(rootFolder)) {
      return false;
    }
    Path relative = rootFolder.relativize(folder);
    boolean inside = false;
    for (String pattern : patterns(root)) {
      boolean excludes = pattern.startsWith("!");
      String glob =
          pattern
              .substring(excludes ? 1 : 0)
              .replaceFirst("^(\\./|/)+", "")
              .replaceFirst("/+$", "");
      if (FileSystems.getDefault().getPathMatcher("glob:" + glob).matches(relative)) {
        inside = !excludes;
      }
    }
    return inside;
  }

  private static List<String> patterns(Manifest root) {
    JsonNode field = root.json().path("workspaces");
    JsonNode list = field.isObject() ? field.path("packages") : field;
    List<String> patterns = new ArrayList<>();
    for (JsonNode entry : list) {
      if (entry.isString()) {
        patterns.add(entry.stringValue());
      }
    }
    return patterns;
  }
}
