package dev.jpm.audit.lock;

import dev.jpm.audit.Rule;
import dev.jpm.audit.Severity;
import dev.jpm.lockfile.entry.LockedPackage;
import org.jspecify.annotations.Nullable;

/** Only the project itself asks for tarballs by URL. */
final class RemoteSourceRule extends EntryRule {
  private static final Rule RULE =
      new Rule(
          "remote-source",
          Severity.HIGH,
          "A URL that the project did not ask for",
          "Use a version from a registry, or ask for the URL in package.json");

  RemoteSourceRule() {
    super(RULE, EntryRule::sourceLine);
  }

  @Override
  @Nullable String problem(LockedPackage entry, LockView lock) {
    String url = entry.url();
    return url != null && lock.isAskedByUrl(entry) && !lock.isAskedAs(entry, "http:", "https:")
        ? entry.id() + " is the tarball " + url + ", which no package.json of yours names"
        : null;
  }
}
