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
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;

/**
 * What installs noted of projects, by the project's folder. A note only saves work: it may be gone
 * at any time, and who reads it must see for himself whether it still holds. Kept here and not in
 * the project, whose node_modules holds what npm would put there and nothing else. Each is one
 * file, replaced by rename.
 */
public final class ProjectNotes {
  private final Layout layout;

  ProjectNotes(Layout layout) {
    this.layout = layout;
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

  /** Removes the notes of projects that are no longer there. */
  void removeOrphans() {
    for (Path file : Folders.entries(layout.notes())) {
      if (isOrphan(file)) {
        Folders.remove(file);
      }
    }
  }

  private static boolean isOrphan(Path file) {
    try {
      byte[] content = Files.readAllBytes(file);
      int end = 0;
      while (end < content.length && content[end] != '\n') {
        end++;
      }
      Path folder = Path.of(new String(content, 0, end, StandardCharsets.UTF_8));
      return !Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS);
    } catch (IOException | RuntimeException unreadable) {
      return true;
    }
  }

  /** The folder's path and a line end, with which each file begins. */
  private static byte[] key(Path folder) {
    return (folder.toAbsolutePath().normalize() + "\n").getBytes(StandardCharsets.UTF_8);
  }

  private Path fileOf(byte[] key) {
    byte[] digest = Algorithm.SHA256.digest().digest(key);
    return layout.notes().resolve(HexFormat.of().formatHex(digest));
  }
}
