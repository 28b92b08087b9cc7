package dev.jpm.fs;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;

/** Gives a folder files that nothing else shares, before something may edit them. */
public final class OwnFiles {
  private OwnFiles() {}

  /**
   * Replaces every file of {@code folder} that has other names (hard links) by a copy; folders
   * called node_modules are passed over. Where the system does not tell, all are copied.
   */
  public static void make(Path folder) {
    try {
      Files.walkFileTree(folder, new Copying(folder));
    } catch (IOException e) {
      throw FileErrors.of(e, "copy the files of", folder);
    }
  }

  private static final class Copying extends SimpleFileVisitor<Path> {
    private final Path folder;

    Copying(Path folder) {
      this.folder = folder;
    }

    @Override
    public FileVisitResult preVisitDirectory(Path at, BasicFileAttributes attributes) {
      boolean others = at.endsWith("node_modules") && !at.equals(folder);
      return others ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
      if (attributes.isRegularFile() && isShared(file)) {
        Path copy = Retirement.pathFor(file);
        Files.copy(file, copy, StandardCopyOption.COPY_ATTRIBUTES);
        Files.move(copy, file, StandardCopyOption.ATOMIC_MOVE);
      }
      return FileVisitResult.CONTINUE;
    }

    private static boolean isShared(Path file) throws IOException {
      try {
        return !Integer.valueOf(1)
            .equals(Files.getAttribute(file, "unix:nlink", LinkOption.NOFOLLOW_LINKS));
      } catch (UnsupportedOperationException e) {
        return true;
      }
    }
  }
}
