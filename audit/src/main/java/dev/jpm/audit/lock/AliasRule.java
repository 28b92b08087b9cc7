package dev.jpm.audit.lock;

import dev.jpm.audit.Rule;
import dev.jpm.audit.Severity;
import dev.jpm.lockfile.entry.LockFormat;
import dev.jpm.lockfile.entry.LockedPackage;
import dev.jpm.lockfile.entry.Requirement;
import dev.jpm.lockfile.entry.Source;
import dev.jpm.lockfile.foreign.NameAndRest;
import dev.jpm.lockfile.foreign.YarnPatch;
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
    boolean ofPlace = lock.format().isNpm() || lock.format() == LockFormat.BUN;
    String taken = ofPlace ? null : other(entry, lock);
    if (taken != null) {
      return entry.name() + " stands in the place of " + taken + ", and nobody asks for that";
    }
    boolean other = entry.isAlias() && entry.source() instanceof Source.Tarball;
    if (!other || lock.format() == LockFormat.PNPM || lock.isAskedByUrl(entry)) {
      return null;
    }
    boolean asked = lock.askers(entry).stream().anyMatch(asker -> isOf(asker.spec(), entry.name()));
    return asked
        ? null
        : entry.name() + " stands in the place of " + entry.asked() + ", and nobody asks for that";
  }

  /**
   * The name that somebody asks for and gets {@code entry} in its place; null where nobody does.
   * With npm and Bun whoever asks for a name may get an alias that another one asks for.
   */
  private static @Nullable String other(LockedPackage entry, LockView lock) {
    if (!(entry.source() instanceof Source.Tarball)) {
      return null;
    }
    for (Requirement asker : lock.askers(entry)) {
      boolean told = lock.format() != LockFormat.PNPM || asker.importer();
      String name = told && !lock.isOverridden(asker.name()) ? Specs.registryName(asker) : null;
      if (name != null && !name.equals(entry.name())) {
        return name;
      }
    }
    return null;
  }

  private static boolean isOf(String spec, String name) {
    NameAndRest upon = YarnPatch.upon(spec).orElse(new NameAndRest("", spec));
    return upon.name().equals(name)
        || upon.rest().startsWith("npm:" + name + "@")
        || upon.rest().equals("npm:" + name)
        || spec.startsWith("file:");
  }
}
