package dev.jpm.bench.install;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Fresh copies of one project's package.json, each in a folder of its own. */
final class ProjectFolders {
  private final Path packageJson;
  private final Path below;

  ProjectFolders(Path packageJson, Path below) {
    this.packageJson = packageJson;
    this.below = below;
  }

  /** A new folder; {@code lockfile} is copied into it where there is one. */
  Path fresh(@Nullable Path lockfile) {
    try {
      Path folder = Files.createTempDirectory(below, "project-");
      Files.copy(packageJson, folder.resolve("package.json"));
      if (lockfile != null) {
        Files.copy(lockfile, folder.resolve(lockfile.getFileName()));
      }
      return folder;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
