package dev.jpm.linker;

import dev.jpm.fs.Presence;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Writes the files that start a command on Windows. */
final class ShimFiles {
  private final Disk disk;

  ShimFiles(Disk disk) {
    this.disk = disk;
  }

  /** Those of the command at {@code path} that starts {@code target}; answers which are new. */
  List<Path> write(Path path, Path target) {
    Path folder = path.toAbsolutePath().getParent();
    String way =
        folder == null || !target.getRoot().equals(folder.getRoot())
            ? target.toString()
            : folder.relativize(target).toString();
    Shims shims = Shims.of(way.replace('\\', '/'), Bin.shebangOf(target));
    List<Path> written = new ArrayList<>();
    write(path, shims.shell(), written);
    write(Bin.withExtension(path, ".cmd"), shims.batch(), written);
    write(Bin.withExtension(path, ".ps1"), shims.powerShell(), written);
    return written;
  }

  private void write(Path file, String text, List<Path> written) {
    byte[] content = text.getBytes(StandardCharsets.UTF_8);
    if (Presence.at(file)) {
      if (holds(file, content)) {
        return;
      }
      disk.remove(file);
    }
    disk.writeFile(file, content);
    disk.makeExecutable(file);
    written.add(file);
  }

  private static boolean holds(Path file, byte[] content) {
    try {
      return Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)
          && Arrays.equals(Files.readAllBytes(file), content);
    } catch (IOException e) {
      return false;
    }
  }
}
