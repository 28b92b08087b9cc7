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
import java.util.Set;
import java.util.function.Predicate;
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
    return run(lock, policy, facts, now, _ -> true);
  }

  /** What {@code policy} has against the entries of {@code lock} with these keys. */
  public static List<Finding> run(
      LockText lock, Policy policy, @Nullable ReleaseSource source, Instant now, Set<String> keys) {
    LockFacts facts = new LockFacts(lock, source);
    return run(lock, policy, facts, now, entry -> keys.contains(entry.key()));
  }

  private static List<Finding> run(
      LockText lock, Policy policy, LockFacts facts, Instant now, Predicate<LockedPackage> wanted) {
    List<Finding> findings = new ArrayList<>();
    for (LockedPackage entry : lock.lock().packages().values()) {
      if (wanted.test(entry) && !(entry.source() instanceof Source.Workspace)) {
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
      if (facts.isOfRegistry(entry)
          && (licence || policy.needsAge() || policy.provenance().isAsked(known))) {
        return true;
      }
    }
    return false;
  }

  static Finding finding(Verdict verdict, LockedPackage entry) {
    Rule rule = verdict.rule();
    int line = rule.equals(PolicyRules.SOURCE) ? entry.lines().source() : entry.lines().entry();
    return EntryRule.finding(rule, entry, line, verdict.reason()).as(verdict.severity());
  }
}
