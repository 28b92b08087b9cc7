package dev.jpm.audit.lock;

import dev.jpm.audit.Rule;
import dev.jpm.audit.Severity;
import dev.jpm.lockfile.entry.LockedPackage;
import dev.jpm.lockfile.entry.Source;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A repository is taken at one commit. */
final class UnpinnedRepositoryRule extends EntryRule {
  private static final Pattern COMMIT = Pattern.compile("^(?:commit[:=])?[0-9a-f]{40}");

  private static final Rule RULE =
      new Rule(
          "git-unpinned",
          Severity.HIGH,
          "A repository without a commit",
          "Let the tool that wrote the lockfile write the entry anew");

  UnpinnedRepositoryRule() {
    super(RULE, EntryRule::sourceLine);
  }

  @Override
  @Nullable String problem(LockedPackage entry, LockView lock) {
    if (!(entry.source() instanceof Source.Repository(String url, String commit))) {
      return null;
    }
    return commit != null && COMMIT.matcher(commit).find()
        ? null
        : entry.id() + " is whatever " + url + " holds at the moment";
  }
}
