package dev.jpm.audit.lock;

import dev.jpm.audit.Rule;
import dev.jpm.audit.Severity;
import dev.jpm.lockfile.entry.LockedPackage;
import dev.jpm.model.Integrity;
import dev.jpm.model.Integrity.Algorithm;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Digests are of an algorithm that nobody can forge. */
final class WeakIntegrityRule extends DigestRule {
  private static final Rule RULE =
      new Rule(
          "integrity-weak",
          Severity.HIGH,
          "A weak integrity",
          "Let the tool that wrote the lockfile write the entry anew");

  WeakIntegrityRule() {
    super(RULE);
  }

  @Override
  @Nullable String problem(LockedPackage entry, Integrity integrity) {
    Algorithm strongest = integrity.strongest().orElse(null);
    return strongest == Algorithm.MD5 || strongest == Algorithm.SHA1
        ? entry.id()
            + " is checked by "
            + strongest.name().toLowerCase(Locale.ROOT)
            + ", for which others can be made"
        : null;
  }
}
