package dev.jpm.audit.lock;

import dev.jpm.audit.Rule;
import dev.jpm.audit.Severity;
import dev.jpm.lockfile.entry.LockedPackage;
import dev.jpm.lockfile.entry.Requirement;
import dev.jpm.lockfile.entry.Source;
import dev.jpm.model.tree.EdgeType;
import dev.jpm.model.tree.Paths;
import org.jspecify.annotations.Nullable;

/** Folders and files are there because somebody asks for one, or as a workspace. */
final class LocalSourceRule extends EntryRule {
  private static final Rule RULE =
      new Rule(
          "local-source",
          Severity.HIGH,
          "A folder or file that nobody asks for",
          "Restore the entry; find out who changed it");

  LocalSourceRule() {
    super(RULE, EntryRule::sourceLine);
  }

  @Override
  @Nullable String problem(LockedPackage entry, LockView lock) {
    if (!(entry.source() instanceof Source.Folder(String path))
        || OutsideFolderRule.isOutside(path)
        || lock.isFolder(Paths.normalize(path))
        || lock.isOverridden(entry.asked())) {
      return null;
    }
    return !lock.askers(entry).isEmpty()
            && lock.askers(entry).stream().noneMatch(LocalSourceRule::isLocal)
        ? entry.id() + " is taken from " + path + ", and a registry's package is asked for"
        : null;
  }

  static boolean isLocal(Requirement asker) {
    if (asker.type() == EdgeType.WORKSPACE) {
      return false; // Every link is asked for so; which folders are workspaces is known.
    }
    String spec = asker.spec();
    boolean path = spec.startsWith(".") || spec.startsWith("/") || spec.startsWith("~/");
    return path
        || spec.startsWith("workspace:")
        || Source.of(spec) instanceof Source.Folder
        || Specs.isLocal(asker);
  }
}
