package dev.jpm.audit.change;

import dev.jpm.audit.Finding;
import dev.jpm.audit.change.Change.Kind;
import dev.jpm.audit.lock.LockFacts;
import dev.jpm.audit.lock.LockText;
import dev.jpm.audit.registry.ReleaseSource;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What a lockfile brings against an older one.
 *
 * @param changes package by package
 * @param findings what somebody should look at
 */
public record ChangeAudit(List<Change> changes, List<Finding> findings) {
  public ChangeAudit {
    changes = List.copyOf(changes);
    findings = List.copyOf(findings);
  }

  /**
   * What {@code after} brings against {@code before}.
   *
   * @param source null where nobody is to be asked
   * @throws dev.jpm.model.error.JpmException ENOAUDIT where it cannot be asked
   */
  public static ChangeAudit run(
      LockText before, LockText after, @Nullable ReleaseSource source, Instant now) {
    List<Change> changes = LockChanges.between(before.lock(), after.lock());
    if (source != null) {
      source.prefetch(
          changes.stream()
              .filter(Change::bringsBytes)
              .map(one -> one.entry().name())
              .distinct()
              .toList());
    }
    LockFacts old = new LockFacts(before, source);
    LockFacts current = new LockFacts(after, source);
    List<Change> known =
        changes.stream().map(change -> withReleases(change, old, current)).toList();
    NewDependencies dependencies = new NewDependencies(before.lock(), after.lock());
    List<Finding> findings = new ArrayList<>();
    for (Change change : known) {
      findings.addAll(new ChangeCheck(change, old, current, dependencies, now).findings());
    }
    return new ChangeAudit(
        known, findings.stream().map(finding -> finding.in(after.file())).toList());
  }

  private static Change withReleases(Change change, LockFacts old, LockFacts current) {
    return change.bringsBytes()
        ? change.with(
            change.before() == null ? null : old.release(change.before()),
            change.after() == null ? null : current.release(change.after()))
        : change;
  }

  /** The keys of what is new in one way or another. */
  public Set<String> newKeys() {
    return changes.stream()
        .filter(one -> one.kind() != Kind.REMOVED)
        .map(one -> one.entry().key())
        .collect(Collectors.toSet());
  }
}
