package dev.jpm.audit.change;

import dev.jpm.audit.Finding;
import dev.jpm.audit.Rule;
import dev.jpm.audit.change.Change.Kind;
import dev.jpm.audit.lock.LockFacts;
import dev.jpm.audit.policy.PackageFacts;
import dev.jpm.audit.policy.PackageFacts.Scripts;
import dev.jpm.audit.registry.Release;
import dev.jpm.lockfile.entry.LockedPackage;
import dev.jpm.model.semver.Version;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Looks at one change. */
final class ChangeCheck {
  private static final Duration YOUNG = Duration.ofDays(1);
  private static final long MUCH = 100_000;

  private final Change change;
  private final LockFacts old;
  private final LockFacts current;
  private final NewDependencies dependencies;
  private final Instant now;
  private final List<Finding> findings = new ArrayList<>();

  ChangeCheck(
      Change change, LockFacts old, LockFacts current, NewDependencies dependencies, Instant now) {
    this.change = change;
    this.old = old;
    this.current = current;
    this.dependencies = dependencies;
    this.now = now;
  }

  List<Finding> findings() {
    LockedPackage after = change.after();
    if (after == null || !change.bringsBytes()) {
      return List.of();
    }
    LockedPackage before = change.before();
    String id = after.id();
    if (change.kind() == Kind.REPLACED) {
      tell(ChangeRules.REPLACED, id + " has another source or integrity than before");
    }
    PackageFacts facts = current.of(after, change.newRelease());
    PackageFacts past = before == null ? null : old.of(before, change.oldRelease());
    if (facts.scripts() == Scripts.SOME && (past == null || past.scripts() == Scripts.NONE)) {
      tell(ChangeRules.SCRIPTS, id + " runs scripts when it is installed" + builder());
    }
    if (before != null && past != null) {
      versions(before, after);
      String licence = facts.licence();
      String pastLicence = past.licence();
      if (licence != null && pastLicence != null && !licence.equals(pastLicence)) {
        tell(
            ChangeRules.LICENCE,
            "%s is under %s; %s was under %s".formatted(id, licence, before.id(), pastLicence));
      }
    }
    releases(id, change.oldRelease(), change.newRelease());
    return findings;
  }

  private String builder() {
    Release release = change.newRelease();
    return release != null && release.isBuiltWithoutScript()
        ? ": node-gyp finds a binding.gyp"
        : "";
  }

  private void versions(LockedPackage before, LockedPackage after) {
    Version from = version(before).orElse(null);
    Version to = version(after).orElse(null);
    if (from == null || to == null) {
      return;
    }
    if (to.compareTo(from) < 0) {
      tell(ChangeRules.DOWNGRADE, "%s was %s before".formatted(after.id(), before.version()));
    }
    boolean patch =
        to.compareTo(from) > 0 && to.major() == from.major() && to.minor() == from.minor();
    Set<String> brought = patch ? dependencies.of(before, after) : Set.of();
    if (!brought.isEmpty()) {
      tell(
          ChangeRules.DEPENDENCY,
          "%s, a patch of %s, brings %s"
              .formatted(after.id(), before.version(), String.join(", ", brought)));
    }
  }

  private static Optional<Version> version(LockedPackage entry) {
    String version = entry.version();
    return version == null ? Optional.empty() : Version.tryParse(version);
  }

  private void releases(String id, @Nullable Release before, @Nullable Release after) {
    Instant published = after == null ? null : after.published();
    if (published != null && published.plus(YOUNG).isAfter(now)) {
      tell(ChangeRules.YOUNG, id + " was published at " + published);
    }
    if (before == null || after == null) {
      return;
    }
    if (before.hasProvenance() && !after.hasProvenance()) {
      tell(ChangeRules.PROVENANCE, id + " has no provenance, and the version before had one");
    }
    String publisher = after.publisher();
    String pastPublisher = before.publisher();
    if (publisher != null && pastPublisher != null && !publisher.equals(pastPublisher)) {
      tell(
          ChangeRules.PUBLISHER,
          "%s was published by %s, and the version before by %s"
              .formatted(id, publisher, pastPublisher));
    }
    long size = after.unpackedSize();
    long past = before.unpackedSize();
    if (past > 0 && size > past * 2 && size - past > MUCH) {
      tell(ChangeRules.SIZE, "%s has %d bytes, and had %d".formatted(id, size, past));
    }
  }

  private void tell(Rule rule, String message) {
    LockedPackage entry = change.entry();
    int line =
        rule.equals(ChangeRules.REPLACED) ? entry.lines().integrity() : entry.lines().entry();
    findings.add(new Finding(rule, entry.name(), entry.version(), entry.key(), line, message));
  }
}
