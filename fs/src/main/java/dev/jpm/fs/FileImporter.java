package dev.jpm.fs;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/**
 * Brings files from one place to another the cheapest way that their file systems allow: a hard
 * link, else a copy (which the system makes as a clone where the file system can). The way is found
 * out by the first file and kept for the importer's life, so make one importer per pair of places.
 * Safe for use by many threads.
 */
public final class FileImporter {
  /** How files arrive. */
  public enum Way {
    HARD_LINK,
    COPY
  }

  private volatile Way way;
  private volatile boolean linkedBefore;

  private FileImporter(Way way) {
    this.way = way;
  }

  /** Hard links where possible; the first refusal turns the importer to copies. */
  public static FileImporter linking() {
    return new FileImporter(Way.HARD_LINK);
  }

  /** Copies always. */
  public static FileImporter copying() {
    return new FileImporter(Way.COPY);
  }

  /** The way that the next file takes. */
  public Way way() {
    return way;
  }

  /**
   * Makes {@code target} the file {@code source}, sharing its bytes on disk where possible; never
   * use it for a file that may be edited later. Throws EEXIST where something lies at the target
   * and ENOENT where its folder or the source is missing.
   */
  public void importFile(Path source, Path target) {
    if (way == Way.COPY) {
      copyFile(source, target);
      return;
    }
    try {
      Files.createLink(target, source);
      linkedBefore = true;
    } catch (FileAlreadyExistsException | NoSuchFileException e) {
      throw FileErrors.of(e, "link", target);
    } catch (FileSystemException | UnsupportedOperationException e) {
      copyFile(source, target);
      // After links that worked, the refusal is about this file (too many links), not the disks.
      if (!linkedBefore) {
        way = Way.COPY;
      }
    } catch (IOException e) {
      throw FileErrors.of(e, "link", target);
    }
  }

  /** Makes {@code target} a copy of its own, with the source's mode less the umask. */
  public void copyFile(Path source, Path target) {
    try {
      Files.copy(source, target);
    } catch (IOException e) {
      throw FileErrors.of(e, "copy to", target);
    }
  }
}
