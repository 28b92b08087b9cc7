package dev.jpm.audit.lock;

import dev.jpm.audit.Rule;
import dev.jpm.audit.Severity;
import dev.jpm.lockfile.entry.LockedPackage;
import dev.jpm.lockfile.entry.Source;
import org.jspecify.annotations.Nullable;

/** Every tarball has a digest. */
final class MissingIntegrityRule extends EntryRule {
  private static final Rule RULE =
      new Rule(
          "integrity-missing",
          Severity.HIGH,
          "No integrity",
          "Let the tool that wrote the lockfile write the entry anew");

  MissingIntegrityRule() {
    super(RULE, EntryRule::ownLine);
  }

  @Override
  @Nullable String problem(LockedPackage entry, LockView lock) {
    boolean wants =
        entry.source() instanceof Source.Tarball
            && entry.version() != null
            && !entry.bundled()
            && lock.format().hasIntegrity();
    return wants && entry.integrity() == null && !lock.isHostedArchive(entry)
        ? entry.id() + " has no integrity: whatever comes is taken"
        : null;
  }
}
