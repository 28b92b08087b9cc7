package dev.jpm.audit.lock;

import dev.jpm.audit.Rule;
import dev.jpm.audit.Severity;
import dev.jpm.lockfile.entry.LockedPackage;
import dev.jpm.lockfile.entry.Source;
import org.jspecify.annotations.Nullable;

/** Only the project itself asks for repositories. */
final class TransitiveRepositoryRule extends RepositoryRule {
  private static final Rule RULE =
      new Rule(
          "git-source",
          Severity.HIGH,
          "A repository that the project did not ask for",
          "Use a version from a registry, or ask for the repository in package.json");

  TransitiveRepositoryRule() {
    super(RULE);
  }

  @Override
  @Nullable String problem(LockedPackage entry, Source.Repository from, LockView lock) {
    return !lock.isOverridden(entry.asked())
            && lock.askers(entry).stream()
                .noneMatch(asker -> asker.importer() && Specs.isRepository(asker))
        ? entry.id()
            + " comes from the repository "
            + from.url()
            + ", which no package.json of yours names"
        : null;
  }
}
