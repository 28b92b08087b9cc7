package dev.jpm.audit.lock;

import dev.jpm.audit.Rule;
import dev.jpm.lockfile.entry.LockedPackage;
import dev.jpm.lockfile.entry.Source;
import org.jspecify.annotations.Nullable;

/** A rule about what comes from a git repository. */
abstract class RepositoryRule extends EntryRule {
  RepositoryRule(Rule rule) {
    super(rule, EntryRule::sourceLine);
  }

  @Override
  final @Nullable String problem(LockedPackage entry, LockView lock) {
    return entry.source() instanceof Source.Repository from ? problem(entry, from, lock) : null;
  }

  /** What is wrong with {@code entry}, which comes from {@code from}; null where nothing is. */
  abstract @Nullable String problem(LockedPackage entry, Source.Repository from, LockView lock);
}
