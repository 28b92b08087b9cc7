package dev.jpm.audit.lock;

import dev.jpm.audit.Rule;
import dev.jpm.audit.Severity;
import dev.jpm.lockfile.entry.LockFormat;
import dev.jpm.lockfile.entry.LockedPackage;
import org.jspecify.annotations.Nullable;

/** A URL belongs to the name and version of its entry. */
final class UrlIdentityRule extends EntryRule {
  private static final Rule RULE =
      new Rule(
          "url-mismatch",
          Severity.CRITICAL,
          "A URL of another package",
          "Restore the URL; find out who changed it");

  UrlIdentityRule() {
    super(RULE, EntryRule::sourceLine);
  }

  @Override
  @Nullable String problem(LockedPackage entry, LockView lock) {
    String url = entry.url();
    if (url == null
        || url.isEmpty()
        || lock.isAskedByUrl(entry)
        || lock.isHostedArchive(entry)
        || isRegistryAlone(url, lock)) {
      return null;
    }
    TarballUrl.Named named = TarballUrl.of(url).named();
    if (named == null) {
      return "The URL of " + entry.id() + " is none that a registry has for it";
    }
    boolean sameName = named.name().equals(entry.name());
    String version = entry.version();
    return sameName && (version == null || isSame(version, named.version()))
        ? null
        : "The URL of " + entry.id() + " is that of " + named.name() + "@" + named.version();
  }

  /** Bun writes the registry's own address where that is not the default one. */
  private static boolean isRegistryAlone(String url, LockView lock) {
    return lock.format() == LockFormat.BUN
        && url.endsWith("/")
        && url.indexOf('?') < 0
        && url.indexOf('#') < 0
        && !url.contains("/-/");
  }

  /** Build metadata takes no part. */
  private static boolean isSame(String version, String other) {
    return version.split("\\+", 2)[0].equals(other.split("\\+", 2)[0]);
  }
}
