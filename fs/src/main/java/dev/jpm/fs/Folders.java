package dev.jpm.fs;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.SecureDirectoryStream;
import java.util.ArrayList;
import java.util.List;

/** Makes, lists and removes folders. Links are never followed when removing. */
public final class Folders {
  private Folders() {}

  /** Makes {@code folder} and its parents where missing; a link to a folder counts as one. */
  public static void create(Path folder) {
    try {
      Files.createDirectory(folder);
    } catch (FileAlreadyExistsException e) {
      requireFolder(folder, e);
    } catch (NoSuchFileException e) {
      createWithParents(folder);
    } catch (IOException e) {
      throw FileErrors.of(e, "create", folder);
    }
  }

  /** Makes the folder that {@code path} lies in, and its parents, where missing. */
  public static void createParent(Path path) {
    Path parent = path.toAbsolutePath().getParent();
    if (parent != null && !Files.isDirectory(parent)) {
      create(parent);
    }
  }

  /** What lies directly in {@code folder}, in no order; empty where there is no folder. */
  public static List<Path> entries(Path folder) {
    List<Path> entries = new ArrayList<>();
    try (DirectoryStream<Path> stream = Files.newDirectoryStream(folder)) {
      stream.forEach(entries::add);
    } catch (NoSuchFileException | NotDirectoryException e) {
      return List.of();
    } catch (DirectoryIteratorException e) {
      throw FileErrors.of(refusalIn(e), "read", folder);
    } catch (IOException e) {
      throw FileErrors.of(e, "read", folder);
    }
    return entries;
  }

  /**
   * Removes {@code path} and all below it; a link is removed, not what it points to. Something that
   * another process removes at the same time is no error. Answers whether there was anything.
   */
  public static boolean remove(Path path) {
    try {
      return removeOne(path);
    } catch (DirectoryIteratorException e) {
      throw FileErrors.of(refusalIn(e), "remove", path);
    } catch (IOException e) {
      if (FileErrors.isTooLong(e) && !Presence.at(path)) {
        return false;
      }
      throw FileErrors.of(e, "remove", path);
    }
  }

  private static boolean removeOne(Path path) throws IOException {
    try {
      return Files.deleteIfExists(path);
    } catch (DirectoryNotEmptyException e) {
      emptyFolder(path);
      return Files.deleteIfExists(path);
    } catch (AccessDeniedException e) {
      // Windows refuses to delete read-only files; elsewhere the mode of the folder decides.
      if (!path.toFile().setWritable(true)) {
        throw e;
      }
      return Files.deleteIfExists(path);
    }
  }

  private static void emptyFolder(Path folder) throws IOException {
    try (DirectoryStream<Path> stream = Files.newDirectoryStream(folder)) {
      if (stream instanceof SecureDirectoryStream<Path> secure) {
        emptySecurely(secure);
        return;
      }
      for (Path entry : stream) {
        removeOne(entry);
      }
    }
  }

  /**
   * Works on open folders by name, so that a folder swapped for a link in mid-way is not followed,
   * and costs one system call per file. That an entry is a folder is learnt by the refusal.
   */
  private static void emptySecurely(SecureDirectoryStream<Path> stream) throws IOException {
    for (Path entry : stream) {
      Path name = entry.getFileName();
      try {
        stream.deleteFile(name);
      } catch (NoSuchFileException e) {
        // Another process was faster.
      } catch (IOException e) {
        try (SecureDirectoryStream<Path> inner =
            stream.newDirectoryStream(name, LinkOption.NOFOLLOW_LINKS)) {
          emptySecurely(inner);
        } catch (IOException notAFolder) {
          e.addSuppressed(notAFolder);
          throw e;
        }
        stream.deleteDirectory(name);
      }
    }
  }

  private static void createWithParents(Path folder) {
    createParent(folder);
    try {
      Files.createDirectory(folder);
    } catch (FileAlreadyExistsException e) {
      requireFolder(folder, e);
    } catch (IOException e) {
      throw FileErrors.of(e, "create", folder);
    }
  }

  private static void requireFolder(Path folder, FileAlreadyExistsException refusal) {
    if (!Files.isDirectory(folder)) {
      throw FileErrors.of(refusal, "create", folder);
    }
  }

  private static IOException refusalIn(DirectoryIteratorException e) {
    IOException refusal = e.getCause();
    return refusal == null ? new IOException(e) : refusal;
  }
}
