package dev.jpm.audit.lock;

import dev.jpm.audit.Rule;
import dev.jpm.audit.Severity;
import dev.jpm.lockfile.entry.LockedPackage;
import dev.jpm.model.Integrity;
import dev.jpm.model.Integrity.Algorithm;
import org.jspecify.annotations.Nullable;

/** Digests are of an algorithm that nobody can forge. */
final class WeakIntegrityRule extends EntryRule {
  private static final Rule RULE =
      new Rule(
          "integrity-weak",
          Severity.HIGH,
          "A weak integrity",
          "Let the tool that wrote the lockfile write the entry anew");

  WeakIntegrityRule() {
    super(RULE, EntryRule::integrityLine);
  }

  @Override
  @Nullable String problem(LockedPackage entry, LockView lock) {
    String text = entry.integrity();
    if (text == null || !lock.format().hasIntegrity()) {
      return null;
    }
    Algorithm strongest = new Integrity(text).strongest().orElse(null);
    return strongest == Algorithm.MD5 || strongest == Algorithm.SHA1
        ? entry.id() + " is checked by " + text.split("-", 2)[0] + ", for which others can be made"
        : null;
  }
}
