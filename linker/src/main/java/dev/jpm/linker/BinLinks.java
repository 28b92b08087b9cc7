package dev.jpm.linker;

import dev.jpm.fs.Presence;
import dev.jpm.model.error.ErrorCode;
import dev.jpm.model.error.JpmException;
import dev.jpm.model.tree.Location;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Makes the commands of packages available by npm's rules: the first package to claim a name in a
 * run has it, a command whose file is missing is left out, local ones may replace anything and
 * global ones only what is theirs (unless forced). One object serves one run; not for use by
 * several threads.
 */
final class BinLinks {
  private final Layout layout;
  private final Disk disk;
  private final boolean force;
  private final ShimFiles shims;
  private final Set<Path> claimed = new HashSet<>();
  private final Set<Path> foldersMade = new HashSet<>();
  private final List<Runnable> undoing = new ArrayList<>();

  BinLinks(Layout layout, Disk disk, boolean force) {
    this.layout = layout;
    this.disk = disk;
    this.force = force;
    this.shims = new ShimFiles(disk);
  }

  /**
   * Refuses (EEXIST) a global package whose commands would replace somebody else's; nothing is
   * changed.
   */
  void check(Location location, Map<String, String> table) {
    if (force || !layout.isGlobalTop(location)) {
      return;
    }
    for (String command : table.keySet()) {
      for (Path file : filesOf(location, command)) {
        refuseIfForeign(file, location);
      }
    }
  }

  /**
   * Links every command of the package at {@code location}.
   *
   * @param renewed whether the package's files are new, so that they are made executable even where
   *     the link was there before
   */
  void link(Location location, Map<String, String> table, boolean renewed) {
    Path folder = layout.folder(location);
    for (Map.Entry<String, String> bin : table.entrySet()) {
      Path target = folder.resolve(bin.getValue()).normalize();
      Path path = layout.binFolder(location).resolve(bin.getKey());
      if (claimed.add(path) && Presence.at(target)) {
        linkOne(location, path, target, renewed);
      }
    }
  }

  /** What lies on disk for the commands of the package at {@code location} and belongs to it. */
  List<Path> owned(Location location, Map<String, String> table) {
    List<Path> found = new ArrayList<>();
    Path folder = layout.folder(location);
    for (String command : table.keySet()) {
      for (Path file : filesOf(location, command)) {
        if (Bin.targetOf(file, layout.windows()).filter(to -> to.startsWith(folder)).isPresent()) {
          found.add(file);
        }
      }
    }
    return found;
  }

  /** Whether every command of the package is there, as far as its file is. */
  static boolean inPlace(Layout layout, Location location, Map<String, String> table) {
    for (Map.Entry<String, String> bin : table.entrySet()) {
      Path command = layout.binFolder(location).resolve(bin.getKey());
      for (Path file : Bin.files(command, layout.windows())) {
        if (!Files.exists(file) && Files.exists(layout.folder(location).resolve(bin.getValue()))) {
          return false;
        }
      }
    }
    return true;
  }

  /** Takes back every bin that was made, and brings links back that were replaced. */
  void undo() {
    undoing.reversed().forEach(Runnable::run);
    undoing.clear();
  }

  private Path[] filesOf(Location location, String command) {
    return Bin.files(layout.binFolder(location).resolve(command), layout.windows());
  }

  private void refuseIfForeign(Path file, Location location) {
    if (!Presence.at(file)) {
      return;
    }
    Path folder = layout.folder(location);
    if (Bin.targetOf(file, layout.windows()).filter(to -> to.startsWith(folder)).isEmpty()) {
      throw JpmException.of(ErrorCode.EEXIST, "EEXIST: file already exists: " + file)
          .withHint("File exists: " + file)
          .withHint("Remove the existing file and try again, or run with --force to overwrite it");
    }
  }

  private void linkOne(Location location, Path path, Path target, boolean renewed) {
    if (layout.windows()) {
      if (!force) {
        check(location, Map.of(String.valueOf(path.getFileName()), ""));
      }
      makeFolderOf(path);
      shims.write(path, target).forEach(file -> undoing.add(() -> disk.remove(file)));
      BinFile.fixShebang(disk, target);
      return;
    }
    if (Presence.at(path)) {
      if (pointsTo(path, target)) {
        if (renewed) {
          BinFile.makeRunnable(disk, target);
        }
        return;
      }
      check(location, Map.of(String.valueOf(path.getFileName()), ""));
      Bin.targetOf(path, false).ifPresent(old -> undoing.add(() -> disk.linkBin(path, old)));
      disk.remove(path);
    } else {
      makeFolderOf(path);
    }
    disk.linkBin(path, target);
    undoing.add(() -> disk.remove(path));
    BinFile.makeRunnable(disk, target);
  }

  private boolean pointsTo(Path link, Path target) {
    return Bin.targetOf(link, false).filter(target::equals).isPresent();
  }

  private void makeFolderOf(Path bin) {
    Path folder = bin.getParent();
    if (folder == null || !foldersMade.add(folder)) {
      return;
    }
    if (Presence.at(folder)
        && !Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)
        && !layout.global()) {
      disk.remove(folder);
    }
    if (disk.makeFolders(folder)) {
      undoing.add(() -> disk.removeEmptyFolder(folder));
    }
  }
}
