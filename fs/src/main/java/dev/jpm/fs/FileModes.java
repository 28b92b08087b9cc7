package dev.jpm.fs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * The two classes of mode that files have: plain (0666) and executable (0777), each less the umask
 * of the process. On file systems without POSIX modes nothing is asked and nothing is set.
 */
public final class FileModes {
  private static final FileAttribute<?>[] NONE = {};

  /** By who may execute: 4 the owner, 2 the group, 1 others, added up. */
  private static final List<FileAttribute<?>> BY_EXECUTE =
      IntStream.range(0, 8).<FileAttribute<?>>mapToObj(FileModes::attribute).toList();

  private FileModes() {}

  /**
   * What to give to the call that creates a file in {@code folder}, so that the system applies the
   * umask itself and no second call is needed.
   *
   * @param execute who may execute it: 4 the owner, 2 the group, 1 others, added up
   */
  public static FileAttribute<?>[] forNewFile(Path folder, int execute) {
    return execute != 0 && isPosix(folder)
        ? new FileAttribute<?>[] {BY_EXECUTE.get(execute)}
        : NONE;
  }

  private static FileAttribute<?> attribute(int execute) {
    return PosixFilePermissions.asFileAttribute(
        PosixFilePermissions.fromString(
            "rw"
                + ((execute & 4) == 0 ? '-' : 'x')
                + "rw"
                + ((execute & 2) == 0 ? '-' : 'x')
                + "rw"
                + ((execute & 1) == 0 ? '-' : 'x')));
  }

  /** Whether any of the three execute bits is set; always false without POSIX modes. */
  public static boolean isExecutable(Path file) {
    if (!isPosix(file)) {
      return false;
    }
    try {
      Set<PosixFilePermission> now = Files.getPosixFilePermissions(file);
      return now.contains(PosixFilePermission.OWNER_EXECUTE)
          || now.contains(PosixFilePermission.GROUP_EXECUTE)
          || now.contains(PosixFilePermission.OTHERS_EXECUTE);
    } catch (IOException e) {
      throw FileErrors.of(e, "read the mode of", file);
    }
  }

  /** Sets the mode of {@code file} to 0777 less the umask, as npm does for bins; follows links. */
  public static void makeExecutable(Path file) {
    if (!isPosix(file)) {
      return;
    }
    Set<PosixFilePermission> wanted = EnumSet.allOf(PosixFilePermission.class);
    wanted.removeAll(Umask.ofProcess());
    try {
      if (!Files.getPosixFilePermissions(file).equals(wanted)) {
        Files.setPosixFilePermissions(file, wanted);
      }
    } catch (IOException e) {
      throw FileErrors.of(e, "make executable", file);
    }
  }

  /** Whether {@code path}'s file system knows POSIX modes. */
  public static boolean isPosix(Path path) {
    return path.getFileSystem().supportedFileAttributeViews().contains("posix");
  }
}
