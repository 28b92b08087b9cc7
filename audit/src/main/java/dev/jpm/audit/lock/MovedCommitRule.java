package dev.jpm.audit.lock;

import dev.jpm.audit.Rule;
import dev.jpm.audit.Severity;
import dev.jpm.lockfile.entry.LockedPackage;
import dev.jpm.lockfile.entry.Requirement;
import dev.jpm.lockfile.entry.Source;
import dev.jpm.model.spec.Spec;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A commit or repository that package.json names is the one that is locked. */
final class MovedCommitRule extends RepositoryRule {
  static final Pattern COMMIT = Pattern.compile("[0-9a-f]{7,40}");

  private static final Rule RULE =
      new Rule(
          "git-moved",
          Severity.CRITICAL,
          "Another commit or repository than asked for",
          "Restore the entry; find out who changed it");

  MovedCommitRule() {
    super(RULE);
  }

  @Override
  @Nullable String problem(LockedPackage entry, Source.Repository from, LockView lock) {
    String url = from.url();
    String commit = from.commit();
    for (Requirement asker : lock.askers(entry)) {
      Spec spec = Specs.parsed(asker);
      if (spec instanceof Spec.GitSpec wanted) {
        String asked = wanted.committish();
        boolean fixed = asked != null && COMMIT.matcher(asked).matches();
        if (fixed && commit != null && !commit.startsWith(asked)) {
          return entry.id() + " is locked at " + commit + ", and what is asked for is " + asked;
        }
        String other = otherRepository(wanted, url);
        if (other != null) {
          return entry.id() + " comes from " + url + ", and what is asked for is " + other;
        }
      }
    }
    return null;
  }

  private static @Nullable String otherRepository(Spec.GitSpec wanted, String url) {
    String path = pathOf(url);
    if (wanted.hosted() != null) {
      String own = wanted.hosted().user() + "/" + wanted.hosted().project();
      return path.endsWith("/" + own.toLowerCase(Locale.ROOT)) ? null : own;
    }
    String asked = wanted.url();
    return asked == null || pathOf(asked).equals(path) ? null : asked;
  }

  /** Host and path, whatever the way to get there. */
  private static String pathOf(String url) {
    return url.toLowerCase(Locale.ROOT)
        .replaceFirst("^git\\+", "")
        .replaceFirst("^[a-z]+://", "")
        .replaceFirst("^[^@/]*@", "")
        .replaceFirst("^([^/:]+):(?!\\d)", "$1/")
        .replaceFirst("#.*", "")
        .replaceFirst("\\.git/?$", "");
  }
}
