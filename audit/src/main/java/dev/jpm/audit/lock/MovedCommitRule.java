package dev.jpm.audit.lock;

import dev.jpm.audit.Rule;
import dev.jpm.audit.Severity;
import dev.jpm.lockfile.entry.LockedPackage;
import dev.jpm.lockfile.entry.Requirement;
import dev.jpm.lockfile.entry.Source;
import dev.jpm.model.spec.HostedRepository;
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
      Wanted wanted = wanted(asker);
      String asked = wanted == null ? null : commit(wanted.committish());
      boolean fixed = asked != null && COMMIT.matcher(asked).matches();
      if (fixed && commit != null && !commit.startsWith(asked)) {
        return entry.id() + " is locked at " + commit + ", and what is asked for is " + asked;
      }
      String other = wanted == null ? null : otherRepository(wanted, url);
      if (other != null) {
        return entry.id() + " comes from " + url + ", and what is asked for is " + other;
      }
    }
    return null;
  }

  /**
   * A repository that is asked for.
   *
   * @param hosted {@code user/project}, where a known host has it; null else
   */
  private record Wanted(
      @Nullable String hosted, @Nullable String url, @Nullable String committish) {}

  /** Null where no repository is asked for. */
  private static @Nullable Wanted wanted(Requirement asker) {
    if (Specs.parsed(asker) instanceof Spec.GitSpec git) {
      HostedRepository hosted = git.hosted();
      return new Wanted(
          hosted == null ? null : hosted.user() + "/" + hosted.project(),
          git.url(),
          git.committish());
    }
    // Yarn takes any URL that ends like one of a repository.
    return Source.of(asker.spec()) instanceof Source.Repository(String url, String fragment)
        ? new Wanted(null, url, fragment)
        : null;
  }

  /** Of what Yarn writes behind a repository, the commit. */
  private static @Nullable String commit(@Nullable String committish) {
    if (committish == null) {
      return null;
    }
    for (String part : committish.split("&", -1)) {
      if (part.startsWith("commit=") || part.startsWith("commit:")) {
        return part.substring("commit=".length());
      }
    }
    return committish;
  }

  private static @Nullable String otherRepository(Wanted wanted, String url) {
    String path = pathOf(url);
    String hosted = wanted.hosted();
    if (hosted != null) {
      return path.endsWith("/" + hosted.toLowerCase(Locale.ROOT)) ? null : hosted;
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
