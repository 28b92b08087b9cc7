package dev.jpm.audit.lock;

import dev.jpm.audit.Rule;
import dev.jpm.audit.Severity;
import dev.jpm.lockfile.entry.LockedPackage;
import dev.jpm.lockfile.entry.Source;
import dev.jpm.model.tree.Paths;
import org.jspecify.annotations.Nullable;

/** Folders outside the project are there because it asks for them. */
final class OutsideFolderRule extends EntryRule {
  private static final Rule RULE =
      new Rule(
          "folder-outside",
          Severity.HIGH,
          "A folder outside the project",
          "Remove the entry, or ask for the folder in package.json");

  OutsideFolderRule() {
    super(RULE, EntryRule::sourceLine);
  }

  @Override
  @Nullable String problem(LockedPackage entry, LockView lock) {
    String path =
        switch (entry.source()) {
          case Source.Folder(String folder) -> folder;
          case Source.Workspace(String folder) -> folder;
          default -> "";
        };
    return isOutside(path) && !isWanted(entry, lock)
        ? entry.id() + " is " + path + ", outside the project, and package.json does not ask for it"
        : null;
  }

  static boolean isOutside(String path) {
    return Paths.isAbsolute(path) || Paths.normalize(path).startsWith("..");
  }

  /** A link is asked for; the folder that it leads to is asked for by the link. */
  private static boolean isWanted(LockedPackage entry, LockView lock) {
    if (lock.isAskedAs(entry, "file:", "link:", "portal:", ".", "/", "~")) {
      return true;
    }
    return lock.askers(entry).stream()
        .map(asker -> lock.file().packages().get(asker.from()))
        .anyMatch(link ->
            link != null
                && !link.equals(entry)
                && link.source() instanceof Source.Folder
                && lock.isAskedAs(link, "file:", "link:", ".", "/", "~"));
  }
}
