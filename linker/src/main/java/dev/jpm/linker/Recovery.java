package dev.jpm.linker;

import dev.jpm.fs.AtomicFile;
import dev.jpm.model.error.ErrorCode;
import dev.jpm.model.error.JpmException;
import java.nio.file.Path;
import java.util.stream.Stream;

/** Undoes what a killed install left in a project, as its journal tells. */
final class Recovery {
  private final Layout layout;
  private final Disk disk;

  Recovery(Layout layout, Disk disk) {
    this.layout = layout;
    this.disk = disk;
  }

  /** Answers whether there was anything; throws EBUSY while the other process lives. */
  boolean run() {
    Journal trash = Journal.read(layout, Journal.trashOf(layout));
    if (trash != null) {
      refuseWhileAlive(trash, layout);
      trash.retired().forEach(disk::remove);
      disk.remove(Journal.trashOf(layout));
    }
    Journal journal = Journal.read(layout, Journal.fileOf(layout));
    if (journal != null) {
      refuseWhileAlive(journal, layout);
      journal.undo(layout, disk);
      removeHalfWritten();
      disk.remove(Journal.fileOf(layout));
    }
    return journal != null || trash != null;
  }

  static void refuseWhileAlive(Journal journal, Layout layout) {
    if (journal.owner().isAnotherAlive()) {
      throw JpmException.of(
              ErrorCode.EBUSY,
              "Another install is at work in "
                  + layout.project()
                  + " (process "
                  + journal.owner().pid()
                  + ")")
          .withHint("Wait until it has ended and try again");
    }
  }

  /** The files that an install replaces last: a kill may have come just before the rename. */
  private void removeHalfWritten() {
    Path project = layout.project();
    Stream.of(
            layout.hiddenLockfile(),
            layout.linkedListing(),
            layout.packageMap(),
            project.resolve("package.json"),
            project.resolve("package-lock.json"),
            project.resolve("npm-shrinkwrap.json"))
        .flatMap(file -> AtomicFile.leftovers(file).stream())
        .forEach(disk::remove);
  }
}
