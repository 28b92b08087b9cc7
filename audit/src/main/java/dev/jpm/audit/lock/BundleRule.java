package dev.jpm.audit.lock;

import dev.jpm.audit.Rule;
import dev.jpm.audit.Severity;
import dev.jpm.lockfile.entry.LockFormat;
import dev.jpm.lockfile.entry.LockedPackage;
import dev.jpm.model.tree.Location;
import org.jspecify.annotations.Nullable;

/** What comes inside a tarball has a package around it that says so. */
final class BundleRule extends EntryRule {
  private static final Rule RULE =
      new Rule(
          "bundle",
          Severity.HIGH,
          "Bundled by nobody",
          "Let the tool that wrote the lockfile write the entry anew");

  BundleRule() {
    super(RULE, EntryRule::ownLine);
  }

  @Override
  @Nullable String problem(LockedPackage entry, LockView lock) {
    if (lock.format() != LockFormat.NPM || !entry.bundled()) {
      return null;
    }
    Location holder = new Location(entry.key());
    while (!holder.isRoot()) {
      holder = holder.isInNodeModules() ? holder.holder() : Location.ROOT;
      if (lock.file().bundlers().contains(holder.value())) {
        return null;
      }
    }
    return entry.id() + " says that it comes inside another tarball, and no package around it does";
  }
}
