package dev.jpm.cli.audit;

import dev.jpm.audit.Finding;
import dev.jpm.audit.Rule;
import dev.jpm.audit.advisory.AuditReport;
import dev.jpm.audit.lock.LockText;
import dev.jpm.audit.report.AdvisoryFindings;
import dev.jpm.audit.report.FindingsReport;
import dev.jpm.cli.Invocation;
import dev.jpm.lockfile.entry.LockedPackage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The lockfile whose lines reports of advisories name. */
record AuditedLockfile(Invocation call, String file) {
  private static final String USUAL = "package-lock.json";

  /** That of the project. */
  static AuditedLockfile of(Invocation call) {
    String shrinkwrap = "npm-shrinkwrap.json";
    boolean shrinks = Files.isRegularFile(call.project().localPrefix().resolve(shrinkwrap));
    return new AuditedLockfile(call, shrinks ? shrinkwrap : USUAL);
  }

  /** Throws EBADLOCKFILE where it is bigger than any lockfile. */
  void checkSize() {
    Path path = call.project().localPrefix().resolve(file);
    if (Files.isRegularFile(path)) {
      LockfileLimit.check(call, path);
    }
  }

  /** What {@code report} found at its lines, and then what {@code other} has to tell. */
  FindingsReport with(AuditReport report, FindingsReport other) {
    Path path = call.project().localPrefix().resolve(file);
    List<Finding> findings =
        new ArrayList<>(
            AdvisoryFindings.of(report, AuditPolicy.shown(call, path), entries(report, path)));
    Set<Rule> rules = new LinkedHashSet<>();
    findings.forEach(one -> rules.add(one.rule()));
    rules.addAll(other.rules());
    findings.addAll(other.findings());
    return new FindingsReport(
        other.title(), findings, other.waived(), List.copyOf(rules), other.version());
  }

  /** {@code findings} about what is installed, at the lines that say so. */
  List<Finding> at(List<Finding> findings) {
    Path path = call.project().localPrefix().resolve(file);
    Map<String, LockedPackage> entries = findings.isEmpty() ? Map.of() : entries(path);
    String shown = AuditPolicy.shown(call, path);
    return findings.stream().map(one -> at(entries.get(one.path()), one).in(shown)).toList();
  }

  private static Finding at(@Nullable LockedPackage entry, Finding finding) {
    return entry == null
        ? finding
        : new Finding(
            finding.rule(),
            finding.name(),
            finding.version(),
            finding.path(),
            entry.lines().entry(),
            finding.message());
  }

  private Map<String, LockedPackage> entries(AuditReport report, Path path) {
    return report.vulnerable().isEmpty() ? Map.of() : entries(path);
  }

  private Map<String, LockedPackage> entries(Path path) {
    if (!Files.isRegularFile(path)) {
      return Map.of();
    }
    List<LockText> locks = ProjectLockfiles.of(call, List.of(path.toString())).read();
    return locks.getFirst().lock().packages();
  }
}
