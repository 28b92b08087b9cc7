package dev.jpm.fs;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotLinkException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** Symbolic links, hard links and, on Windows, junctions. Nothing that exists is replaced. */
public final class Links {
  private Links() {}

  /**
   * Makes {@code link} a symbolic link to {@code target}, relative to the link's folder, as npm
   * writes them. The target need not exist. Throws EEXIST where something lies at {@code link}.
   */
  public static void symlink(Path link, Path target) {
    Path from = link.toAbsolutePath().normalize();
    try {
      Files.createSymbolicLink(from, relative(from, target));
    } catch (IOException e) {
      throw FileErrors.of(e, "link", link);
    }
  }

  /**
   * Makes {@code link} stand for the folder {@code target}: a relative symbolic link, or on Windows
   * a junction, which needs no privilege. Throws EEXIST where something lies at {@code link}.
   */
  public static void folderLink(Path link, Path target) {
    if (isWindows(link)) {
      junction(link, target);
    } else {
      symlink(link, target);
    }
  }

  /** As {@link #folderLink}, but with the absolute path, which holds wherever the link moves to. */
  public static void absoluteFolderLink(Path link, Path target) {
    if (isWindows(link)) {
      junction(link, target);
    } else {
      symlinkSaying(link, target.toAbsolutePath().normalize().toString());
    }
  }

  /** Makes {@code link} a symbolic link that says exactly {@code text}. */
  public static void symlinkSaying(Path link, String text) {
    try {
      Files.createSymbolicLink(link, Path.of(text));
    } catch (IOException e) {
      throw FileErrors.of(e, "link", link);
    }
  }

  /** Makes {@code link} a second name of the file {@code existing}. */
  public static void hardLink(Path link, Path existing) {
    try {
      Files.createLink(link, existing);
    } catch (IOException e) {
      throw FileErrors.of(e, "link", link);
    }
  }

  /**
   * Where {@code link} points to, absolute and normalized but not resolved further; empty where
   * {@code link} is missing or no link (a junction is one).
   */
  public static Optional<Path> targetOf(Path link) {
    try {
      Path from = link.toAbsolutePath();
      return Optional.of(from.resolveSibling(Files.readSymbolicLink(from)).normalize());
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (NotLinkException e) {
      return isWindows(link) ? junctionTarget(link) : Optional.empty();
    } catch (IOException e) {
      throw FileErrors.of(e, "read the link", link);
    }
  }

  /** The path to write into a link at {@code link} that is to reach {@code target}. */
  static Path relative(Path link, Path target) {
    Path folder = link.toAbsolutePath().normalize().getParent();
    Path to = target.toAbsolutePath().normalize();
    if (folder == null || !to.getRoot().equals(folder.getRoot())) {
      return to;
    }
    Path relative = folder.relativize(to);
    return relative.toString().isEmpty() ? Path.of(".") : relative;
  }

  private static Optional<Path> junctionTarget(Path link) {
    // The platform reads junctions as "other" files, whose real path is their target.
    try {
      Path real = link.toRealPath();
      Path parent = link.toAbsolutePath().normalize().getParent();
      boolean plain =
          parent == null || real.equals(parent.toRealPath().resolve(link.getFileName()));
      return plain ? Optional.empty() : Optional.of(real);
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  private static void junction(Path link, Path target) {
    Path from = link.toAbsolutePath().normalize();
    Path to = target.toAbsolutePath().normalize();
    try {
      Process mklink =
          new ProcessBuilder(List.of("cmd", "/d", "/c", "mklink", "/J", "" + from, "" + to))
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      if (!mklink.waitFor(30, TimeUnit.SECONDS) || mklink.exitValue() != 0) {
        throw new FileSystemException(from.toString(), to.toString(), "mklink /J failed");
      }
    } catch (IOException e) {
      throw FileErrors.of(e, "link", link);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw FileErrors.of(new IOException("interrupted", e), "link", link);
    }
  }

  private static boolean isWindows(Path path) {
    return path.getFileSystem().getSeparator().equals("\\");
  }
}
