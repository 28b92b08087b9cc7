package dev.jpm.audit.lock;

import dev.jpm.audit.Finding;
import dev.jpm.audit.Rule;
import dev.jpm.audit.Severity;
import dev.jpm.audit.registry.Release;
import dev.jpm.audit.registry.ReleaseSource;
import dev.jpm.lockfile.entry.LockFormat;
import dev.jpm.lockfile.entry.LockedPackage;
import dev.jpm.model.Integrity;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a lockfile says, against what the registry says of the same versions. */
public final class RegistryRules {
  private static final Rule UNPUBLISHED =
      new Rule(
          "unpublished",
          Severity.HIGH,
          "A version that the registry does not have",
          "Use a version that is published");
  private static final Rule INTEGRITY =
      new Rule(
          "integrity-registry",
          Severity.CRITICAL,
          "Another integrity than the registry's",
          "Restore the entry; find out who changed it");
  private static final Rule SCRIPTS =
      new Rule(
          "scripts-registry",
          Severity.HIGH,
          "Scripts that the lockfile does not tell of as the registry does",
          "Let jpm write the lockfile anew: jpm install --package-lock-only");
  private static final List<Rule> ALL = List.of(UNPUBLISHED, INTEGRITY, SCRIPTS);

  private RegistryRules() {}

  static List<Rule> all() {
    return ALL;
  }

  /**
   * What {@code source} knows better than {@code lock}.
   *
   * @throws dev.jpm.model.error.JpmException ENOAUDIT where it cannot be asked
   */
  public static List<Finding> run(LockText lock, ReleaseSource source) {
    LockFacts facts = new LockFacts(lock, source);
    facts.prefetch();
    List<Finding> findings = new ArrayList<>();
    for (LockedPackage entry : lock.lock().packages().values()) {
      if (facts.isOfRegistry(entry)) {
        check(lock.lock().format(), entry, facts.release(entry), findings);
      }
    }
    return LockAudit.inOrder(findings, lock);
  }

  private static void check(
      LockFormat format, LockedPackage entry, @Nullable Release release, List<Finding> findings) {
    if (release == null) {
      findings.add(
          EntryRule.finding(
              UNPUBLISHED, entry, entry.lines().version(), "The registry has no " + entry.id()));
      return;
    }
    Integrity theirs = release.integrity();
    String own = entry.integrity();
    if (own != null
        && theirs != null
        && format.hasIntegrity()
        && new Integrity(own).contradicts(theirs)) {
      findings.add(
          EntryRule.finding(
              INTEGRITY,
              entry,
              entry.lines().integrity(),
              "The registry has another tarball of " + entry.id() + " than this integrity is of"));
    }
    boolean claimed = entry.installScript();
    boolean either = claimed && release.isBuiltWithoutScript();
    if (format == LockFormat.NPM && claimed != release.hasInstallScript() && !either) {
      findings.add(
          EntryRule.finding(
              SCRIPTS,
              entry,
              entry.lines().entry(),
              claimed
                  ? entry.id() + " has no install scripts, and the lockfile says that it has"
                  : entry.id() + " has install scripts, and the lockfile hides them"));
    }
  }
}
