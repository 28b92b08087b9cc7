package dev.jpm.linker;

import dev.jpm.fs.AtomicFile;
import dev.jpm.fs.FileErrors;
import dev.jpm.fs.FileImporter;
import dev.jpm.fs.FileModes;
import dev.jpm.fs.Folders;
import dev.jpm.fs.Links;
import dev.jpm.fs.Presence;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;

/**
 * Every change that the linker makes on disk goes through here, so that it can be counted and made
 * to fail. Safe for use by many threads.
 */
final class Disk {
  /** The kinds of change. */
  enum Operation {
    MAKE_FOLDER,
    LINK_FILE,
    COPY_FILE,
    WRITE_FILE,
    SYMLINK,
    MOVE,
    REMOVE,
    CHANGE_MODE,
    TOUCH
  }

  /** Hears of a change just before it is made; what it throws prevents the change. */
  @FunctionalInterface
  interface Watch {
    void before(Operation operation, Path path);
  }

  private final Watch watch;
  private final FileImporter importer = FileImporter.linking();

  Disk(Watch watch) {
    this.watch = watch;
  }

  static Disk unwatched() {
    return new Disk((operation, path) -> {});
  }

  /**
   * Makes one folder whose parent exists; answers false where something lies there already, which
   * may be anything.
   */
  boolean makeFolder(Path folder) {
    watch.before(Operation.MAKE_FOLDER, folder);
    try {
      Files.createDirectory(folder);
      return true;
    } catch (FileAlreadyExistsException e) {
      return false;
    } catch (IOException e) {
      throw FileErrors.of(e, "create", folder);
    }
  }

  /**
   * Makes a folder and its parents where missing, and answers whether it did; a link to a folder
   * counts as one.
   */
  boolean makeFolders(Path folder) {
    if (Files.isDirectory(folder)) {
      return false;
    }
    watch.before(Operation.MAKE_FOLDER, folder);
    Folders.create(folder);
    return true;
  }

  /** Makes {@code target} share the bytes of {@code source} where the disk allows. */
  void linkFile(Path source, Path target) {
    watch.before(Operation.LINK_FILE, target);
    importer.importFile(source, target);
  }

  /** Makes {@code target} a file of its own with the content and the mode of {@code source}. */
  void copyFile(Path source, Path target) {
    watch.before(Operation.COPY_FILE, target);
    importer.copyFile(source, target);
  }

  /** Puts {@code content} at {@code file} in one step, as a new file that nothing else shares. */
  void writeFile(Path file, byte[] content) {
    watch.before(Operation.WRITE_FILE, file);
    AtomicFile.write(file, content);
  }

  /** A relative symbolic link to a file. */
  void linkBin(Path link, Path target) {
    watch.before(Operation.SYMLINK, link);
    Links.symlink(link, target);
  }

  /** A relative symbolic link to a folder; a junction on Windows. */
  void linkFolder(Path link, Path target) {
    watch.before(Operation.SYMLINK, link);
    Links.folderLink(link, target);
  }

  /** A link to a folder by its absolute path; a junction on Windows. */
  void linkFolderAbsolutely(Path link, Path target) {
    watch.before(Operation.SYMLINK, link);
    Links.absoluteFolderLink(link, target);
  }

  /** A symbolic link that says exactly {@code text}. */
  void linkSaying(Path link, String text) {
    watch.before(Operation.SYMLINK, link);
    Links.symlinkSaying(link, text);
  }

  /** Renames; answers false where nothing lies at {@code from}. Nothing may lie at {@code to}. */
  boolean move(Path from, Path to) {
    watch.before(Operation.MOVE, from);
    try {
      Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
      return true;
    } catch (NoSuchFileException e) {
      if (Presence.at(from)) {
        throw FileErrors.of(e, "move", from);
      }
      return false;
    } catch (IOException e) {
      throw FileErrors.of(e, "move", from);
    }
  }

  /** Removes whatever lies at {@code path}, with all below it; links are not followed. */
  void remove(Path path) {
    watch.before(Operation.REMOVE, path);
    Folders.remove(path);
  }

  /** Removes a folder if it is empty; anything else stays. */
  void removeEmptyFolder(Path folder) {
    watch.before(Operation.REMOVE, folder);
    try {
      Files.delete(folder);
    } catch (IOException e) {
      // Not empty, or gone already: both are as good.
    }
  }

  /**
   * Gives a file the mode of an executable. One that shares its bytes with others is made a file of
   * its own before, as a mode belongs to the bytes and not to the name.
   */
  void makeExecutable(Path file) {
    if (FileModes.isExecutable(file) || !Files.isRegularFile(file)) {
      return;
    }
    watch.before(Operation.CHANGE_MODE, file);
    try {
      if (isShared(file)) {
        AtomicFile.write(file, Files.readAllBytes(file));
      }
    } catch (IOException e) {
      throw FileErrors.of(e, "make executable", file);
    }
    FileModes.makeExecutable(file);
  }

  private static boolean isShared(Path file) throws IOException {
    return file.getFileSystem().supportedFileAttributeViews().contains("unix")
        && Files.getAttribute(file, "unix:nlink") instanceof Integer names
        && names > 1;
  }

  void touch(Path file, FileTime time) {
    watch.before(Operation.TOUCH, file);
    try {
      Files.setLastModifiedTime(file, time);
    } catch (IOException e) {
      throw FileErrors.of(e, "set the time of", file);
    }
  }
}
