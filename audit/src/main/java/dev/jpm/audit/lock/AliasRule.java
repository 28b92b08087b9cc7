package dev.jpm.audit.lock;

import dev.jpm.audit.Rule;
import dev.jpm.audit.Severity;
import dev.jpm.lockfile.entry.LockFormat;
import dev.jpm.lockfile.entry.LockedPackage;
import dev.jpm.lockfile.entry.Source;
import org.jspecify.annotations.Nullable;

/** A package under another name is there because somebody asks for just that. */
final class AliasRule extends EntryRule {
  private static final Rule RULE =
      new Rule(
          "alias",
          Severity.CRITICAL,
          "An alias that nobody asks for",
          "Restore the entry; find out who changed it");

  AliasRule() {
    super(RULE, EntryRule::ownLine);
  }

  @Override
  @Nullable String problem(LockedPackage entry, LockView lock) {
    boolean other = entry.isAlias() && entry.source() instanceof Source.Tarball;
    if (!other || lock.format() == LockFormat.PNPM || lock.isAskedByUrl(entry)) {
      return null;
    }
    boolean asked = lock.askers(entry).stream().anyMatch(asker -> isOf(asker.spec(), entry.name()));
    return asked
        ? null
        : entry.name() + " stands in the place of " + entry.asked() + ", and nobody asks for that";
  }

  private static boolean isOf(String spec, String name) {
    return spec.startsWith("npm:" + name + "@")
        || spec.equals("npm:" + name)
        || spec.startsWith("file:");
  }
}
