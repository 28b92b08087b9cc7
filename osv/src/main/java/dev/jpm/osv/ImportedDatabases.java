package dev.jpm.osv;

import dev.jpm.fs.FileErrors;
import dev.jpm.fs.Folders;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** The databases that were made of zips and folders, for those who look after the disk. */
public final class ImportedDatabases {
  private final Path folder;

  /** Those in {@code folder}. */
  public ImportedDatabases(Path folder) {
    this.folder = folder;
  }

  /**
   * One of them.
   *
   * @param used when it was last asked, to the day
   */
  public record Imported(Path file, long bytes, Instant used) {}

  /** All, also what an import left that did not end. */
  public List<Imported> all() {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    List<Imported> all = new ArrayList<>();
    for (Path file : Folders.entries(folder)) {
      try {
        BasicFileAttributes its = Files.readAttributes(file, BasicFileAttributes.class);
        all.add(new Imported(file, its.size(), its.lastModifiedTime().toInstant()));
      } catch (IOException e) {
        throw FileErrors.of(e, "read", file);
      }
    }
    return all;
  }

  /** Removes those that nobody asked since {@code moment}; they can be made again. */
  public List<Imported> removeUnusedSince(Instant moment) {
    List<Imported> unused = all().stream().filter(one -> one.used().isBefore(moment)).toList();
    unused.forEach(one -> Folders.remove(one.file()));
    return unused;
  }
}
