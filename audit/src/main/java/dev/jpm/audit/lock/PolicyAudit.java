package dev.jpm.audit.lock;

import dev.jpm.audit.Finding;
import dev.jpm.audit.Rule;
import dev.jpm.audit.policy.PackageFacts;
import dev.jpm.audit.policy.Policy;
import dev.jpm.audit.policy.PolicyRules;
import dev.jpm.audit.policy.Verdict;
import dev.jpm.audit.registry.ReleaseSource;
import dev.jpm.lockfile.entry.LockedPackage;
import dev.jpm.lockfile.entry.Source;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a policy has against the packages of a lockfile. */
public final class PolicyAudit {
  private PolicyAudit() {}

  /**
   * What {@code policy} has against {@code lock}.
   *
   * @param source null where nobody is to be asked
   * @throws dev.jpm.model.error.JpmException ENOAUDIT where it cannot be asked
   */
  public static List<Finding> run(
      LockText lock, Policy policy, @Nullable ReleaseSource source, Instant now) {
    LockFacts facts = new LockFacts(lock, source);
    facts.prefetch();
    List<Finding> findings = new ArrayList<>();
    for (LockedPackage entry : lock.lock().packages().values()) {
      if (!(entry.source() instanceof Source.Workspace)) {
        for (Verdict verdict : policy.judge(facts.of(entry), now)) {
          findings.add(finding(verdict, entry));
        }
      }
    }
    return LockAudit.inOrder(findings, lock);
  }

  /** Whether the lockfile alone does not tell all that {@code policy} must know. */
  public static boolean needsRegistry(LockText lock, Policy policy) {
    LockFacts facts = new LockFacts(lock, null);
    for (LockedPackage entry : lock.lock().packages().values()) {
      PackageFacts known = facts.of(entry);
      boolean licence = known.licence() == null && policy.needsLicence(known);
      if (facts.isOfRegistry(entry) && (licence || policy.needsAge())) {
        return true;
      }
    }
    return false;
  }

  static Finding finding(Verdict verdict, LockedPackage entry) {
    Rule rule = verdict.rule();
    int line =
        rule.equals(PolicyRules.SOURCE) ? entry.lines().source() : entry.lines().entry();
    return EntryRule.finding(rule, entry, line, verdict.reason()).as(verdict.severity());
  }
}
