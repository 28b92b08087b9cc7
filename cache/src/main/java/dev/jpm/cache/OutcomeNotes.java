package dev.jpm.cache;

import dev.jpm.fs.AtomicFile;
import dev.jpm.fs.FileErrors;
import dev.jpm.fs.Folders;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/**
 * What installs came to, by a number for all that they went by, whatever the project: so that the
 * next one of the same need not work it out. A note only saves work and may be gone at any time.
 * Each is one file, replaced by rename; of many the ones written first go.
 */
public final class OutcomeNotes {
  /** So many lockfiles of one machine are worth their space, a megabyte where they are large. */
  private static final int MOST = 64;

  private final Path folder;

  /**
   * @param folder that the files lie in
   */
  OutcomeNotes(Path folder) {
    this.folder = folder;
  }

  /** Whether something is noted under {@code key}. */
  public boolean has(long key) {
    return Files.exists(fileOf(key));
  }

  /** What is noted under {@code key}, or empty. */
  public Optional<byte[]> get(long key) {
    Path file = fileOf(key);
    try {
      return Optional.of(Files.readAllBytes(file));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (IOException e) {
      throw FileErrors.of(e, "read", file);
    }
  }

  /** Notes it, in place of what was there. */
  public void put(long key, byte[] note) {
    Path file = fileOf(key);
    Folders.createParent(file);
    makeRoom();
    AtomicFile.write(file, note);
  }

  private void makeRoom() {
    List<Path> files = Folders.entries(folder);
    if (files.size() >= MOST) {
      files.stream()
          .map(Path::toFile)
          .sorted(Comparator.comparingLong(File::lastModified))
          .limit(files.size() - MOST + 1L)
          .forEach(file -> Folders.remove(file.toPath()));
    }
  }

  private Path fileOf(long key) {
    return folder.resolve(HexFormat.of().toHexDigits(key));
  }
}
