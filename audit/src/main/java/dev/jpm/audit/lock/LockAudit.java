package dev.jpm.audit.lock;

import dev.jpm.audit.Finding;
import dev.jpm.audit.Rule;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** All rules over one lockfile. */
public final class LockAudit {
  private static final List<LockRule> RULES =
      List.of(
          new HostRule(),
          new LookalikeHostRule(),
          new SchemeRule(),
          new UrlTricksRule(),
          new UrlIdentityRule(),
          new ScopeOriginRule(),
          new MissingIntegrityRule(),
          new WeakIntegrityRule(),
          new MalformedIntegrityRule(),
          new SharedIntegrityRule(),
          new TransitiveRepositoryRule(),
          new UnpinnedRepositoryRule(),
          new MovedCommitRule(),
          new RemoteSourceRule(),
          new OutsideFolderRule(),
          new LocalSourceRule(),
          new KeyRule(),
          new NameRule(),
          new VersionRule(),
          new TwinNamesRule(),
          new LookalikeNameRule(),
          new AliasRule(),
          new BundleRule(),
          new UnrequiredRule(),
          new MissingEntryRule(),
          new RangeRule(),
          new DriftRule(),
          new FlagsRule(),
          new OldSectionRule(),
          new RepeatedKeyRule());

  private LockAudit() {}

  /** Every rule there is, in the order that they are looked at. */
  public static List<Rule> rules() {
    return RULES.stream().map(LockRule::rule).toList();
  }

  /** What can be looked for only where a registry can be asked. */
  public static List<Rule> registryRules() {
    return RegistryRules.all();
  }

  /** What is wrong in {@code lock}, from its first line to its last. */
  public static List<Finding> run(LockText lock, Origins origins) {
    LockView view = new LockView(lock, origins);
    List<Finding> findings = new ArrayList<>();
    RULES.forEach(rule -> rule.check(view, findings::add));
    return inOrder(findings, lock);
  }

  static List<Finding> inOrder(List<Finding> findings, LockText lock) {
    return findings.stream()
        .map(finding -> finding.in(lock.file()))
        .sorted(Comparator.comparingInt(Finding::line))
        .toList();
  }
}
