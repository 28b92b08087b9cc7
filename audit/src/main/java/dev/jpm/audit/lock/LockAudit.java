package dev.jpm.audit.lock;

import dev.jpm.audit.Finding;
import dev.jpm.audit.Rule;
import dev.jpm.lockfile.PackageLock;
import dev.jpm.lockfile.entry.LockFormat;
import dev.jpm.lockfile.entry.LockedFile;
import dev.jpm.lockfile.entry.Lockfiles;
import dev.jpm.model.Manifest;
import dev.jpm.model.error.JpmException;
import dev.jpm.model.tree.Tree;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

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
          new RepeatedKeyRule());

  private LockAudit() {}

  /** Every rule there is, in the order that they are looked at. */
  public static List<Rule> rules() {
    return RULES.stream().map(LockRule::rule).toList();
  }

  /**
   * What is wrong in the lockfile {@code text}, from its first line to its last.
   *
   * @param file for messages
   * @param manifests the project's package.json files by folder; empty where they are not known
   * @throws JpmException EBADLOCKFILE, ELOCKFILEVERSION where it cannot be read at all
   */
  public static List<Finding> run(
      String text, String file, Map<String, Manifest> manifests, Origins origins) {
    LockedFile lock = Lockfiles.read(text, file, manifests);
    LockView view = new LockView(lock, manifests, origins, tree(text, file, lock));
    List<Finding> findings = new ArrayList<>();
    RULES.forEach(rule -> rule.check(view, findings::add));
    return findings.stream()
        .map(finding -> finding.in(file))
        .sorted(Comparator.comparingInt(Finding::line))
        .toList();
  }

  /** The tree of npm's lockfile; null for others, and where it cannot stand, as rules tell. */
  private static @Nullable Tree tree(String text, String file, LockedFile lock) {
    if (lock.format() != LockFormat.NPM) {
      return null;
    }
    try {
      return PackageLock.read(text, file).tree();
    } catch (JpmException cannotStand) {
      return null;
    }
  }
}
