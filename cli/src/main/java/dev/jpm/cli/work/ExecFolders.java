package dev.jpm.cli.work;

import dev.jpm.cli.ManifestFile;
import dev.jpm.fs.FileErrors;
import dev.jpm.fs.Folders;
import dev.jpm.install.Workbench;
import dev.jpm.model.Manifest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** All folders in which {@code exec} has installed packages. A folder's time tells its last use. */
record ExecFolders(Path root) {

  static ExecFolders of(Workbench bench) {
    return new ExecFolders(bench.cacheFolder().resolve("_npx"));
  }

  Path folder(String key) {
    return root.resolve(key);
  }

  List<Path> all() {
    return Folders.entries(root).stream().sorted(Comparator.comparing(Path::toString)).toList();
  }

  /** Removes those that nobody has used since; answers how many. */
  int removeUnusedSince(Instant time) {
    int removed = 0;
    for (Path folder : all()) {
      if (lastUse(folder).isBefore(time)) {
        Folders.remove(folder);
        removed++;
      }
    }
    return removed;
  }

  void used(Path folder, Instant now) {
    try {
      Files.setLastModifiedTime(folder, FileTime.from(now));
    } catch (IOException e) {
      throw FileErrors.of(e, "mark", folder);
    }
  }

  private static Instant lastUse(Path folder) {
    try {
      return Files.getLastModifiedTime(folder).toInstant();
    } catch (IOException e) {
      return Instant.MAX;
    }
  }

  /** A line for people, in npm's words: the key and what the folder was made for. */
  static String line(Path folder) {
    String key = folder.getFileName() + ": ";
    Path file = folder.resolve("package.json");
    if (!Files.isRegularFile(file)) {
      return key + "(empty/invalid)";
    }
    Manifest manifest = ManifestFile.readOrEmpty(file).orElse(null);
    List<String> names = new ArrayList<>();
    if (manifest != null) {
      for (JsonNode name : manifest.json().path("_npx").path("packages")) {
        names.add(name.asString(""));
      }
    }
    return key + (names.isEmpty() ? "(unknown)" : String.join(", ", names));
  }
}
