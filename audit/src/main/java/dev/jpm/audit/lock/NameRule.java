package dev.jpm.audit.lock;

import dev.jpm.audit.Rule;
import dev.jpm.audit.Severity;
import dev.jpm.lockfile.entry.LockedPackage;
import dev.jpm.model.PackageName;
import org.jspecify.annotations.Nullable;

/** Names are such that a registry takes. */
final class NameRule extends EntryRule {
  private static final Rule RULE =
      new Rule(
          "name-invalid",
          Severity.HIGH,
          "A name that no registry takes",
          "Remove the entry; find out who made it");

  NameRule() {
    super(RULE, EntryRule::ownLine);
  }

  @Override
  @Nullable String problem(LockedPackage entry, LockView lock) {
    String problems =
        entry.isLocal() || entry.name().isEmpty() ? "" : PackageName.problemsOf(entry.name());
    return problems.isEmpty() ? null : "\"" + entry.name() + "\" is no package name: " + problems;
  }
}
