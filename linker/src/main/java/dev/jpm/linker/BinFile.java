package dev.jpm.linker;

import dev.jpm.fs.FileErrors;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Makes the file behind a command one that the system can start. */
final class BinFile {
  private BinFile() {}

  static void makeRunnable(Disk disk, Path file) {
    fixShebang(disk, file);
    disk.makeExecutable(file);
  }

  /** Files may share their bytes with the store, so a changed one is written as a new file. */
  static void fixShebang(Disk disk, Path file) {
    try {
      if (!Files.isRegularFile(file)) {
        return;
      }
      byte[] fixed = Bin.withUnixShebang(file);
      if (fixed != null) {
        disk.writeFile(file, fixed);
      }
    } catch (IOException e) {
      throw FileErrors.of(e, "read", file);
    }
  }
}
