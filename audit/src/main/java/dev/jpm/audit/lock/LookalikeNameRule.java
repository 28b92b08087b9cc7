package dev.jpm.audit.lock;

import dev.jpm.audit.Rule;
import dev.jpm.audit.Severity;
import dev.jpm.lockfile.entry.LockedPackage;
import org.jspecify.annotations.Nullable;

/** No name only looks like a well-known one. */
final class LookalikeNameRule extends EntryRule {
  private static final Rule RULE =
      new Rule(
          "name-lookalike",
          Severity.HIGH,
          "A name that looks like a well-known one",
          "Check that it is what you want; if so, ignore the finding");

  LookalikeNameRule() {
    super(RULE, EntryRule::ownLine);
  }

  @Override
  @Nullable String problem(LockedPackage entry, LockView lock) {
    String like = entry.isLocal() ? null : KnownNames.lookedLikeBy(entry.name());
    return like == null ? null : entry.name() + " looks like " + like;
  }
}
