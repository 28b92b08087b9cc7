package dev.jpm.cache;

import dev.jpm.fs.AtomicFile;
import dev.jpm.fs.FileErrors;
import dev.jpm.fs.Folders;
import dev.jpm.model.Integrity.Algorithm;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * What installs noted of projects, by the project's folder. A note only saves work: it may be gone
 * at any time, and who reads it must see for himself whether it still holds. Kept here and not in
 * the project, whose node_modules holds what npm would put there and nothing else. Each is one
 * file, replaced by rename.
 */
public final class ProjectNotes {
  private final Path notes;

  /**
   * @param notes the folder that the files lie in
   */
  ProjectNotes(Path notes) {
    this.notes = notes;
  }

  /** The note of the project in {@code folder}, or empty. */
  public Optional<byte[]> get(Path folder) {
    byte[] key = key(folder);
    try {
      byte[] file = Files.readAllBytes(fileOf(key));
      return file.length >= key.length && Arrays.equals(file, 0, key.length, key, 0, key.length)
          ? Optional.of(Arrays.copyOfRange(file, key.length, file.length))
          : Optional.empty();
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (IOException e) {
      throw FileErrors.of(e, "read", fileOf(key));
    }
  }

  /** Keeps {@code note} in place of what was there. */
  public void put(Path folder, byte[] note) {
    byte[] key = key(folder);
    byte[] file = Arrays.copyOf(key, key.length + note.length);
    System.arraycopy(note, 0, file, key.length, note.length);
    Path place = fileOf(key);
    Folders.createParent(place);
    AtomicFile.write(place, file);
  }

  /** Forgets what was noted of the project in {@code folder}. */
  void remove(Path folder) {
    Folders.remove(fileOf(key(folder)));
  }

  /** Removes the notes of projects that are no longer there. */
  void removeOrphans() {
    removeUnless(folder -> Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS));
  }

  /** Removes the notes of projects whose folder is not as it should be. */
  void removeUnless(Predicate<Path> asItShouldBe) {
    for (Path file : Folders.entries(notes)) {
      if (folderIn(file).filter(asItShouldBe).isEmpty()) {
        Folders.remove(file);
      }
    }
  }

  /** All that is noted, in no order. */
  List<byte[]> all() {
    List<byte[]> all = new ArrayList<>();
    for (Path file : Folders.entries(notes)) {
      folderIn(file).flatMap(this::get).ifPresent(all::add);
    }
    return all;
  }

  /** The project that a file tells of; empty where it is damaged. */
  private static Optional<Path> folderIn(Path file) {
    try {
      byte[] content = Files.readAllBytes(file);
      int end = 0;
      while (end < content.length && content[end] != '\n') {
        end++;
      }
      return Optional.of(Path.of(new String(content, 0, end, StandardCharsets.UTF_8)));
    } catch (IOException | RuntimeException unreadable) {
      return Optional.empty();
    }
  }

  /** The folder's path and a line end, with which each file begins. */
  private static byte[] key(Path folder) {
    return (folder.toAbsolutePath().normalize() + "\n").getBytes(StandardCharsets.UTF_8);
  }

  private Path fileOf(byte[] key) {
    byte[] digest = Algorithm.SHA256.digest().digest(key);
    return notes.resolve(HexFormat.of().formatHex(digest));
  }
}
