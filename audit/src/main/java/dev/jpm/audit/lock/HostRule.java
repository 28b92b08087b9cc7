package dev.jpm.audit.lock;

import dev.jpm.audit.Rule;
import dev.jpm.audit.Severity;
import dev.jpm.lockfile.entry.LockedPackage;
import org.jspecify.annotations.Nullable;

/** Tarballs come from the hosts that are configured. */
final class HostRule extends EntryRule {
  private static final Rule RULE =
      new Rule(
          "host",
          Severity.HIGH,
          "A host that is not allowed",
          "Restore the URL, or allow the host with allowed-hosts");

  HostRule() {
    super(RULE, EntryRule::sourceLine);
  }

  @Override
  @Nullable String problem(LockedPackage entry, LockView lock) {
    String url = entry.url();
    if (url == null || lock.isAskedByUrl(entry) || lock.isHostedArchive(entry)) {
      return null;
    }
    TarballUrl read = TarballUrl.of(url);
    String host = read.host();
    boolean fine = host.isEmpty() ? read.scheme().isEmpty() : lock.origins().allows(host);
    return fine || LookalikeHostRule.likeness(host, lock) != null
        ? null
        : entry.id()
            + " comes from "
            + (host.isEmpty() ? url : host)
            + ", which is no registry of this project";
  }
}
