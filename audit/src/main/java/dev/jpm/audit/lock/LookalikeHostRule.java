package dev.jpm.audit.lock;

import dev.jpm.audit.Rule;
import dev.jpm.audit.Severity;
import dev.jpm.lockfile.entry.LockedPackage;
import dev.jpm.model.Closeness;
import java.net.IDN;
import org.jspecify.annotations.Nullable;

/** No host only looks like an allowed one. */
final class LookalikeHostRule extends EntryRule {
  /** Two of three letters differ in hosts that have nothing to do with each other. */
  private static final int SHORTEST = 8;

  private static final int MOST_CHANGES = 2;

  private static final Rule RULE =
      new Rule(
          "host-lookalike",
          Severity.CRITICAL,
          "A host that looks like an allowed one",
          "Restore the URL; find out who changed it");

  LookalikeHostRule() {
    super(RULE, EntryRule::sourceLine);
  }

  @Override
  @Nullable String problem(LockedPackage entry, LockView lock) {
    String url = entry.url();
    if (url == null) {
      return null;
    }
    String host = TarballUrl.of(url).host();
    String like = likeness(host, lock);
    return like == null
        ? null
        : entry.id() + " comes from " + host + ", which only looks like " + like;
  }

  /** The allowed host that {@code host} looks like without being it; null where there is none. */
  static @Nullable String likeness(String host, LockView lock) {
    if (host.isEmpty() || lock.origins().allows(host)) {
      return null;
    }
    for (String allowed : lock.origins().hosts()) {
      boolean near =
          allowed.length() > SHORTEST && Closeness.distance(host, allowed) <= MOST_CHANGES;
      if (near
          || Skeleton.of(IDN.toUnicode(host)).equals(Skeleton.of(allowed))
          || host.startsWith(allowed + ".")) {
        return allowed;
      }
    }
    return null;
  }
}
