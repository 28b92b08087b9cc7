package dev.jpm.audit.lock;

import dev.jpm.audit.Rule;
import dev.jpm.audit.Severity;
import dev.jpm.lockfile.entry.LockedPackage;
import dev.jpm.lockfile.entry.Source;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A repository is taken at one commit. */
final class UnpinnedRepositoryRule extends RepositoryRule {
  private static final Pattern COMMIT = Pattern.compile("^(?:commit[:=])?[0-9a-f]{40}");

  private static final Rule RULE =
      new Rule(
          "git-unpinned",
          Severity.HIGH,
          "A repository without a commit",
          "Let the tool that wrote the lockfile write the entry anew");

  UnpinnedRepositoryRule() {
    super(RULE);
  }

  @Override
  @Nullable String problem(LockedPackage entry, Source.Repository from, LockView lock) {
    String url = from.url();
    String commit = from.commit();
    return commit != null && COMMIT.matcher(commit).find()
        ? null
        : entry.id() + " is whatever " + url + " holds at the moment";
  }
}
