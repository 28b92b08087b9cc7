package dev.jpm.linker;

import dev.jpm.fs.AtomicFile;
import dev.jpm.fs.FileErrors;
import dev.jpm.fs.Folders;
import dev.jpm.fs.Presence;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What an install is about to do in a project, kept in a file from before its first change until
 * after its last. As long as the file is there the work counts as unfinished, and whoever comes
 * next, once that process is dead, undoes it: that is how a killed install leaves either the old
 * tree or the new one.
 *
 * <p>Why that is enough: the file appears in one step, and in one step it turns into a list of what
 * is to be thrown away, which is the moment when the new tree stands. Everything listed can be
 * undone from the disk alone whether it was done, half done or not begun: a folder that was retired
 * lies at its retired place (which was empty before the file was written); a package that was added
 * lies where nothing was. Undoing twice is undoing once. Files are put into packages with
 * package.json last, and the hidden lockfile is retired first, so that other tools that do not know
 * the journal take a half-filled folder for damaged too.
 */
record Journal(Owner owner, List<Entry> entries) {
  static final String FILE_NAME = ".jpm-journal";
  static final String TRASH_NAME = ".jpm-trash";

  private static final String HEADER = "jpm install 1";

  /**
   * The process that works, or worked.
   *
   * @param startedMillis when it started, as process numbers are used again; 0 where unknown
   */
  record Owner(long pid, long startedMillis) {
    static Owner self() {
      return of(ProcessHandle.current());
    }

    private static Owner of(ProcessHandle process) {
      long started = process.info().startInstant().map(Instant::toEpochMilli).orElse(0L);
      return new Owner(process.pid(), started);
    }

    /** Whether another process than this one is still at work. */
    boolean isAnotherAlive() {
      return pid != ProcessHandle.current().pid()
          && ProcessHandle.of(pid)
              .filter(ProcessHandle::isAlive)
              .filter(process -> of(process).equals(this))
              .isPresent();
    }
  }

  /** What was planned for a path. */
  enum Kind {
    RETIRE,
    BRING_OVER,
    ADD
  }

  /** One planned move; {@code to} is the path itself for additions. */
  record Entry(Kind kind, Path from, Path to) {}

  Journal {
    entries = List.copyOf(entries);
  }

  static Path fileOf(Layout layout) {
    return layout.nodeModules().resolve(FILE_NAME);
  }

  static Path trashOf(Layout layout) {
    return layout.nodeModules().resolve(TRASH_NAME);
  }

  /** The journal of steps; replacements are undone by what was retired for them. */
  static Journal of(List<Step> steps) {
    List<Entry> entries = new ArrayList<>();
    for (Step step : steps) {
      switch (step) {
        case Step.Retire(Path from, Path to) -> entries.add(new Entry(Kind.RETIRE, from, to));
        case Step.BringOver(Path from, Path to) ->
            entries.add(new Entry(Kind.BRING_OVER, from, to));
        case Step.Place place -> addUnless(place.replaces(), place.path(), entries);
        case Step.Link link -> addUnless(link.replaces(), link.path(), entries);
        case Step.Write write -> addUnless(write.replaces(), write.path(), entries);
        case Step.Announce(Path path) -> addUnless(false, path, entries);
      }
    }
    return new Journal(Owner.self(), entries);
  }

  private static void addUnless(boolean replaces, Path path, List<Entry> entries) {
    if (!replaces) {
      entries.add(new Entry(Kind.ADD, path, path));
    }
  }

  /** What lies in {@code file}, the journal or the list of trash; null where there is none. */
  static @Nullable Journal read(Layout layout, Path file) {
    String text;
    try {
      text = Files.readString(file);
    } catch (NoSuchFileException e) {
      return null;
    } catch (IOException e) {
      if (!Files.isDirectory(layout.nodeModules(), LinkOption.NOFOLLOW_LINKS)) {
        return null;
      }
      throw FileErrors.of(e, "read", file);
    }
    List<Entry> entries = new ArrayList<>();
    List<String> lines = text.lines().toList();
    for (String line : lines) {
      String[] parts = line.split("\t", -1);
      if (parts.length == 3 && !parts[0].equals(HEADER)) {
        entries.add(
            new Entry(Kind.valueOf(parts[0]), path(layout, parts[1]), path(layout, parts[2])));
      }
    }
    return new Journal(owner(lines), entries);
  }

  private static Owner owner(List<String> lines) {
    String[] head = lines.isEmpty() ? new String[0] : lines.getFirst().split("\t", -1);
    try {
      return head.length == 3
          ? new Owner(Long.parseLong(head[1]), Long.parseLong(head[2]))
          : new Owner(0, 0);
    } catch (NumberFormatException e) {
      return new Owner(0, 0);
    }
  }

  void write(Layout layout, Disk disk) {
    StringBuilder text = new StringBuilder(HEADER).append('\t').append(owner.pid());
    text.append('\t').append(owner.startedMillis()).append('\n');
    for (Entry entry : entries) {
      text.append(entry.kind()).append('\t').append(text(layout, entry.from()));
      text.append('\t').append(text(layout, entry.to())).append('\n');
    }
    AtomicFile.leftovers(fileOf(layout)).forEach(disk::remove);
    disk.writeFile(fileOf(layout), text.toString().getBytes(StandardCharsets.UTF_8));
  }

  /** Where the old folders lie that the new tree replaces. */
  List<Path> retired() {
    return entries.stream().filter(entry -> entry.kind() == Kind.RETIRE).map(Entry::to).toList();
  }

  /**
   * Undoes everything, last first. The journal itself stays where it is, so that a second kill
   * during this work is no worse than the first.
   */
  void undo(Layout layout, Disk disk) {
    Set<Path> binFolders = new HashSet<>();
    Path hiddenLockfile = layout.hiddenLockfile();
    if (entries.stream().noneMatch(entry -> entry.from().equals(hiddenLockfile))) {
      // There was none, so if there is one now it tells of the new tree.
      disk.remove(hiddenLockfile);
    }
    for (Entry entry : entries.reversed()) {
      switch (entry.kind()) {
        case ADD -> {
          disk.remove(entry.from());
          removeEmptyParents(entry.from(), layout, disk);
        }
        case BRING_OVER -> {
          Path holder = entry.from().getParent();
          if (exists(entry.to()) && !exists(entry.from()) && holder != null && exists(holder)) {
            disk.move(entry.to(), entry.from());
          }
        }
        case RETIRE -> {
          if (exists(entry.to())) {
            disk.remove(entry.from());
            disk.move(entry.to(), entry.from());
          }
        }
      }
      noteBinFolder(layout, entry, binFolders);
    }
    binFolders.forEach(folder -> removeDanglingBins(folder, layout, disk));
  }

  /** Scopes, and inner node_modules folders, that were made for a package. */
  private static void removeEmptyParents(Path path, Layout layout, Disk disk) {
    for (Path at = path.getParent(); at != null && exists(at); at = at.getParent()) {
      String name = String.valueOf(at.getFileName());
      boolean around = name.startsWith("@") || name.equals("node_modules");
      if (!around || at.equals(layout.nodeModules()) || !Folders.entries(at).isEmpty()) {
        return;
      }
      disk.removeEmptyFolder(at);
    }
  }

  private static void noteBinFolder(Layout layout, Entry entry, Set<Path> binFolders) {
    for (Path at = entry.from().getParent();
        at != null && !at.equals(layout.project());
        at = at.getParent()) {
      if (String.valueOf(at.getFileName()).equals("node_modules")) {
        binFolders.add(at.resolve(".bin"));
        return;
      }
    }
  }

  private static void removeDanglingBins(Path folder, Layout layout, Disk disk) {
    if (!Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
      return;
    }
    for (Path bin : Folders.entries(folder)) {
      if (Bin.targetOf(bin, layout.windows()).filter(target -> !Files.exists(target)).isPresent()) {
        disk.remove(bin);
      }
    }
  }

  private static boolean exists(Path path) {
    return Presence.at(path);
  }

  private static String text(Layout layout, Path path) {
    return layout
        .project()
        .relativize(path)
        .toString()
        .replace("%", "%25")
        .replace("\t", "%09")
        .replace("\n", "%0A")
        .replace("\r", "%0D");
  }

  private static Path path(Layout layout, String text) {
    String plain =
        text.replace("%0D", "\r").replace("%0A", "\n").replace("%09", "\t").replace("%25", "%");
    return layout.project().resolve(plain).normalize();
  }
}
