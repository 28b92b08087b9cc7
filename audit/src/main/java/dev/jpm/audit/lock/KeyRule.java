package dev.jpm.audit.lock;

import dev.jpm.audit.Rule;
import dev.jpm.audit.Severity;
import dev.jpm.lockfile.entry.LockFormat;
import dev.jpm.lockfile.entry.LockedPackage;
import dev.jpm.model.tree.Paths;
import org.jspecify.annotations.Nullable;

/** Entries lie where packages lie. */
final class KeyRule extends EntryRule {
  private static final Rule RULE =
      new Rule(
          "path-tricks",
          Severity.CRITICAL,
          "A place where no package lies",
          "Remove the entry; find out who made it");

  KeyRule() {
    super(RULE, EntryRule::ownLine);
  }

  @Override
  @Nullable String problem(LockedPackage entry, LockView lock) {
    String key = entry.key();
    if (lock.format() != LockFormat.NPM) {
      return null;
    }
    boolean stray =
        key.startsWith("/")
            || key.indexOf('\\') >= 0
            || key.chars().anyMatch(c -> c < ' ')
            || key.contains("node_modules/..")
            || key.contains("//")
            || key.endsWith("/")
            || (key.contains("..") && !Paths.normalize(key).equals(key));
    return stray ? "\"" + key + "\" is no place for a package" : null;
  }
}
