package dev.jpm.audit.lock;

import dev.jpm.audit.Rule;
import dev.jpm.audit.Severity;
import dev.jpm.lockfile.entry.LockedPackage;
import dev.jpm.lockfile.entry.Source;
import org.jspecify.annotations.Nullable;

/** Tarballs and repositories come over a channel that nobody can change. */
final class SchemeRule extends EntryRule {
  private static final Rule RULE =
      new Rule("scheme", Severity.HIGH, "No secure connection", "Use https");

  SchemeRule() {
    super(RULE, EntryRule::sourceLine);
  }

  @Override
  @Nullable String problem(LockedPackage entry, LockView lock) {
    return switch (entry.source()) {
      case Source.Tarball(String url) when url != null -> tarball(entry, lock, TarballUrl.of(url));
      case Source.Repository(String url, String _)
          when url.startsWith("git:") || url.replaceFirst("^git\\+", "").startsWith("http:") ->
          entry.id() + " is cloned from " + url + ", which anybody on the way can change";
      default -> null;
    };
  }

  private static @Nullable String tarball(LockedPackage entry, LockView lock, TarballUrl url) {
    boolean secure = url.scheme().equals("https");
    boolean configured = url.scheme().equals("http") && lock.origins().plain().contains(url.host());
    return secure || configured || url.scheme().isEmpty()
        ? null
        : entry.id() + " is fetched by " + url.scheme() + " and not by https";
  }
}
