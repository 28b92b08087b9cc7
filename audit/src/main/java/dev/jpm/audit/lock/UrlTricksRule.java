package dev.jpm.audit.lock;

import dev.jpm.audit.Rule;
import dev.jpm.audit.Severity;
import dev.jpm.lockfile.entry.LockedPackage;
import org.jspecify.annotations.Nullable;

/** No URL says one thing to people and another to servers. */
final class UrlTricksRule extends EntryRule {
  private static final Rule RULE =
      new Rule(
          "url-tricks",
          Severity.CRITICAL,
          "A URL with tricks in it",
          "Restore the URL; find out who changed it");

  UrlTricksRule() {
    super(RULE, EntryRule::sourceLine);
  }

  @Override
  @Nullable String problem(LockedPackage entry, LockView lock) {
    String url = entry.url();
    if (url == null || url.isEmpty()) {
      return null;
    }
    String tricks = TarballUrl.of(url).tricks();
    return tricks == null ? null : "The URL of " + entry.id() + " " + tricks;
  }
}
