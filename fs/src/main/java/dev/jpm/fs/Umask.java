package dev.jpm.fs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;

/** The permissions that the process takes away from what it creates; read once. */
final class Umask {
  private static final PosixFilePermission[] FROM_LOWEST_BIT = {
    PosixFilePermission.OTHERS_EXECUTE,
    PosixFilePermission.OTHERS_WRITE,
    PosixFilePermission.OTHERS_READ,
    PosixFilePermission.GROUP_EXECUTE,
    PosixFilePermission.GROUP_WRITE,
    PosixFilePermission.GROUP_READ,
    PosixFilePermission.OWNER_EXECUTE,
    PosixFilePermission.OWNER_WRITE,
    PosixFilePermission.OWNER_READ
  };

  private Umask() {}

  private static final class Once {
    static final Set<PosixFilePermission> MASK = Collections.unmodifiableSet(read());
  }

  static Set<PosixFilePermission> ofProcess() {
    return Once.MASK;
  }

  /** The permissions that the bits of {@code mode} stand for. */
  static Set<PosixFilePermission> permissions(int mode) {
    Set<PosixFilePermission> set = EnumSet.noneOf(PosixFilePermission.class);
    for (int bit = 0; bit < FROM_LOWEST_BIT.length; bit++) {
      if ((mode & (1 << bit)) != 0) {
        set.add(FROM_LOWEST_BIT[bit]);
      }
    }
    return set;
  }

  private static Set<PosixFilePermission> read() {
    try {
      for (String line : Files.readAllLines(Path.of("/proc/self/status"))) {
        if (line.startsWith("Umask:")) {
          return permissions(Integer.parseInt(line.substring(6).strip(), 8));
        }
      }
    } catch (IOException | NumberFormatException e) {
      // Not Linux: ask by making a folder, below.
    }
    return byExperiment();
  }

  private static Set<PosixFilePermission> byExperiment() {
    Set<PosixFilePermission> all = EnumSet.allOf(PosixFilePermission.class);
    try {
      Path parent = Files.createTempDirectory("jpm-umask");
      Path probe = parent.resolve("probe");
      Files.createDirectory(probe, PosixFilePermissions.asFileAttribute(all));
      all.removeAll(Files.getPosixFilePermissions(probe));
      Files.delete(probe);
      Files.delete(parent);
      return all;
    } catch (IOException e) {
      return permissions(0022);
    }
  }
}
