package dev.jpm.audit.lock;

import dev.jpm.audit.Finding;
import dev.jpm.audit.Rule;
import dev.jpm.audit.Severity;
import dev.jpm.lockfile.entry.LockedPackage;
import dev.jpm.lockfile.entry.Source;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The section that only npm 6 reads says what the other one does. */
final class OldSectionRule implements LockRule {
  private static final Rule RULE =
      new Rule(
          "old-section",
          Severity.CRITICAL,
          "Something else for npm 6",
          "Let the tool that wrote the lockfile write it anew");

  @Override
  public Rule rule() {
    return RULE;
  }

  @Override
  public void check(LockView lock, Consumer<Finding> out) {
    Map<String, LockedPackage> packages = lock.file().packages();
    lock.file()
        .oldSection()
        .forEach((key, old) -> {
          LockedPackage entry = entry(packages, key);
          String difference = entry == null ? "nothing" : difference(old, entry);
          if (difference != null) {
            String message = "npm 6 installs " + old.id() + ", and others " + difference;
            out.accept(EntryRule.finding(RULE, old, old.lines().entry(), message));
          }
        });
  }

  /** What lies below a link is told below the folder that it leads to. */
  private static @Nullable LockedPackage entry(Map<String, LockedPackage> packages, String key) {
    LockedPackage entry = packages.get(key);
    if (entry != null) {
      return entry;
    }
    int nested = key.lastIndexOf("/node_modules/");
    LockedPackage holder = nested < 0 ? null : entry(packages, key.substring(0, nested));
    return holder != null && holder.source() instanceof Source.Folder(String path)
        ? packages.get(path + key.substring(nested))
        : null;
  }

  /** What {@code entry} has that is not so in {@code old}; null where they agree. */
  private static @Nullable String difference(LockedPackage old, LockedPackage entry) {
    boolean sameVersion =
        old.version() == null || entry.version() == null || old.version().equals(entry.version());
    if (!old.name().equals(entry.name()) || !sameVersion) {
      return entry.id();
    }
    boolean left = old.source() instanceof Source.Tarball(String url) && url == null;
    if (!left && !old.source().equals(entry.source())) {
      return "take it from elsewhere";
    }
    return old.integrity() == null || old.integrity().equals(entry.integrity())
        ? null
        : "with another integrity";
  }
}
