package dev.jpm.audit.lock;

import dev.jpm.audit.Finding;
import dev.jpm.audit.Rule;
import dev.jpm.audit.Severity;
import dev.jpm.lockfile.entry.LockedPackage;
import dev.jpm.lockfile.entry.Source;
import dev.jpm.model.Integrity;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;

/** A digest belongs to one version of one package. */
final class SharedIntegrityRule implements LockRule {
  private static final Rule RULE =
      new Rule(
          "integrity-swapped",
          Severity.CRITICAL,
          "An integrity of another package",
          "Restore the integrity; find out who changed it");

  @Override
  public Rule rule() {
    return RULE;
  }

  @Override
  public void check(LockView lock, Consumer<Finding> out) {
    if (!lock.format().hasIntegrity()) {
      return;
    }
    Map<String, LockedPackage> byDigest = new HashMap<>();
    Map<String, LockedPackage> byId = new HashMap<>();
    for (LockedPackage entry : lock.packages()) {
      String digest = entry.integrity();
      if (digest == null
          || entry.version() == null
          || !(entry.source() instanceof Source.Tarball)) {
        continue;
      }
      LockedPackage owner = byDigest.putIfAbsent(digest, entry);
      LockedPackage same = byId.putIfAbsent(entry.id(), entry);
      if (owner != null && !owner.id().equals(entry.id())) {
        tell(entry, entry.id() + " has the integrity of " + owner.id(), out);
      } else if (same != null && contradicts(same, entry)) {
        tell(entry, entry.id() + " has another integrity than at " + same.key(), out);
      }
    }
  }

  private static boolean contradicts(LockedPackage one, LockedPackage other) {
    return new Integrity(String.valueOf(one.integrity()))
        .contradicts(new Integrity(String.valueOf(other.integrity())));
  }

  private static void tell(LockedPackage entry, String message, Consumer<Finding> out) {
    out.accept(EntryRule.finding(RULE, entry, entry.lines().integrity(), message));
  }
}
