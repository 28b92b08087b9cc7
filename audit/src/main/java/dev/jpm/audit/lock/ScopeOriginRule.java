package dev.jpm.audit.lock;

import dev.jpm.audit.Rule;
import dev.jpm.audit.Severity;
import dev.jpm.lockfile.entry.LockedPackage;
import org.jspecify.annotations.Nullable;

/** A scope with a registry of its own comes from there. */
final class ScopeOriginRule extends EntryRule {
  private static final Rule RULE =
      new Rule(
          "scope-origin",
          Severity.CRITICAL,
          "A private scope from elsewhere",
          "Restore the URL; whoever owns the scope elsewhere can send anything");

  ScopeOriginRule() {
    super(RULE, EntryRule::sourceLine);
  }

  @Override
  @Nullable String problem(LockedPackage entry, LockView lock) {
    String url = entry.url();
    String own = lock.origins().ofScope(entry.name());
    if (url == null || url.isEmpty() || own == null) {
      return null;
    }
    String host = TarballUrl.of(url).host();
    return host.equals(own) ? null : entry.id() + " belongs to " + own + " and comes from " + host;
  }
}
