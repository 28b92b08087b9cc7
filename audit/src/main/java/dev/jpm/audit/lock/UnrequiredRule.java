package dev.jpm.audit.lock;

import dev.jpm.audit.Rule;
import dev.jpm.audit.Severity;
import dev.jpm.lockfile.entry.LockedPackage;
import dev.jpm.lockfile.entry.Source;
import org.jspecify.annotations.Nullable;

/** Whatever is there, somebody needs. */
final class UnrequiredRule extends EntryRule {
  private static final Rule RULE =
      new Rule(
          "unrequired",
          Severity.HIGH,
          "Nothing requires it",
          "Remove the entry, or let the tool that wrote the lockfile write it anew");

  UnrequiredRule() {
    super(RULE, EntryRule::ownLine);
  }

  @Override
  @Nullable String problem(LockedPackage entry, LockView lock) {
    boolean counts = lock.knowsImporters() && !(entry.source() instanceof Source.Workspace);
    return counts && !lock.reached().contains(entry.key())
        ? "Nothing in the project requires " + entry.id()
        : null;
  }
}
