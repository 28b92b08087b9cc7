package dev.jpm.fs;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Pattern;

/**
 * Whole-file writes that a reader sees either not at all or complete: a temporary sibling, then a
 * rename. The mode of a file that is replaced is kept; a symbolic link is written through, as npm
 * does. Missing parent folders are an error (ENOENT).
 */
public final class AtomicFile {
  /** What a finished write must survive. */
  public enum Durability {
    /** The process may be killed; nothing is flushed to the disk. */
    PROCESS_DEATH,
    /** The machine may lose power: the content is flushed before the rename. */
    POWER_LOSS
  }

  private AtomicFile() {}

  public static void write(Path file, String text) {
    write(file, text.getBytes(StandardCharsets.UTF_8), Durability.PROCESS_DEATH);
  }

  public static void write(Path file, byte[] content) {
    write(file, content, Durability.PROCESS_DEATH);
  }

  public static void write(Path file, byte[] content, Durability durability) {
    boolean replaces = Files.exists(file);
    Path target = replaces ? throughLinks(file) : file;
    Path temporary = sibling(target);
    try {
      try {
        fill(temporary, content, durability);
        if (replaces) {
          keepMode(target, temporary);
        }
        Files.move(temporary, target, StandardCopyOption.ATOMIC_MOVE);
      } catch (IOException | RuntimeException e) {
        Files.deleteIfExists(temporary);
        throw e;
      }
    } catch (IOException e) {
      throw FileErrors.of(e, "write", file);
    }
  }

  /** Writes only when the file's bytes are others; answers whether it wrote. */
  public static boolean writeIfChanged(Path file, String text) {
    byte[] content = text.getBytes(StandardCharsets.UTF_8);
    try {
      if (Files.size(file) == content.length && Arrays.equals(Files.readAllBytes(file), content)) {
        return false;
      }
    } catch (NoSuchFileException e) {
      // Written below.
    } catch (IOException e) {
      throw FileErrors.of(e, "read", file);
    }
    write(file, content);
    return true;
  }

  private static void fill(Path temporary, byte[] content, Durability durability)
      throws IOException {
    try (FileChannel channel =
        FileChannel.open(temporary, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
      ByteBuffer rest = ByteBuffer.wrap(content);
      while (rest.hasRemaining()) {
        channel.write(rest);
      }
      switch (durability) {
        case PROCESS_DEATH -> {}
        case POWER_LOSS -> channel.force(true);
      }
    }
  }

  private static void keepMode(Path existing, Path temporary) throws IOException {
    if (!FileModes.isPosix(existing)) {
      return;
    }
    try {
      Set<PosixFilePermission> mode = Files.getPosixFilePermissions(existing);
      if (!mode.equals(Files.getPosixFilePermissions(temporary))) {
        Files.setPosixFilePermissions(temporary, mode);
      }
    } catch (NoSuchFileException e) {
      // What goes meanwhile leaves the mode that the umask gave.
    }
  }

  private static Path throughLinks(Path file) {
    try {
      return Files.isSymbolicLink(file) ? file.toRealPath() : file;
    } catch (IOException e) {
      // A dangling link is replaced by the file.
      return file;
    }
  }

  /** What killed processes left beside {@code file} when they were about to replace it. */
  public static List<Path> leftovers(Path file) {
    Path target = throughLinks(file).toAbsolutePath();
    Pattern name =
        Pattern.compile(Pattern.quote("." + target.getFileName() + ".") + "[89a-f][0-9a-f]{15}");
    Path folder = target.getParent();
    return folder == null
        ? List.of()
        : Folders.entries(folder).stream()
            .filter(entry -> name.matcher(String.valueOf(entry.getFileName())).matches())
            .toList();
  }

  private static Path sibling(Path target) {
    String unique = Long.toHexString(ThreadLocalRandom.current().nextLong() | Long.MIN_VALUE);
    return target.resolveSibling("." + target.getFileName() + "." + unique);
  }
}
