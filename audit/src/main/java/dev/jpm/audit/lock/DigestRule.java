package dev.jpm.audit.lock;

import dev.jpm.audit.Rule;
import dev.jpm.lockfile.entry.LockedPackage;
import dev.jpm.model.Integrity;
import org.jspecify.annotations.Nullable;

/** A rule about what an entry's integrity says. */
abstract class DigestRule extends EntryRule {
  DigestRule(Rule rule) {
    super(rule, EntryRule::integrityLine);
  }

  @Override
  final @Nullable String problem(LockedPackage entry, LockView lock) {
    String text = entry.integrity();
    return text == null || !lock.format().hasIntegrity()
        ? null
        : problem(entry, new Integrity(text));
  }

  /** What is wrong with the integrity of {@code entry}, in a sentence; null where nothing is. */
  abstract @Nullable String problem(LockedPackage entry, Integrity integrity);
}
