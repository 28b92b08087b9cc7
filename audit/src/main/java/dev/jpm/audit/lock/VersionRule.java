package dev.jpm.audit.lock;

import dev.jpm.audit.Rule;
import dev.jpm.audit.Severity;
import dev.jpm.lockfile.entry.LockedPackage;
import dev.jpm.lockfile.entry.Source;
import dev.jpm.model.semver.Version;
import org.jspecify.annotations.Nullable;

/** Versions are versions. */
final class VersionRule extends EntryRule {
  private static final Rule RULE =
      new Rule(
          "version-invalid",
          Severity.MODERATE,
          "A version that is none",
          "Let the tool that wrote the lockfile write the entry anew");

  VersionRule() {
    super(RULE, EntryRule::versionLine);
  }

  @Override
  @Nullable String problem(LockedPackage entry, LockView lock) {
    String version = entry.version();
    boolean odd =
        version != null
            && entry.source() instanceof Source.Tarball
            && Version.tryParseLoose(version).isEmpty();
    return odd ? "\"" + version + "\" of " + entry.name() + " is no version" : null;
  }
}
