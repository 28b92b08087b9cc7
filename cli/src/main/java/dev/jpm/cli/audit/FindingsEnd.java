package dev.jpm.cli.audit;

import dev.jpm.audit.Finding;
import dev.jpm.audit.Rule;
import dev.jpm.audit.policy.Baseline;
import dev.jpm.audit.policy.Matter;
import dev.jpm.audit.policy.Review;
import dev.jpm.audit.policy.Scope;
import dev.jpm.audit.policy.Waivers;
import dev.jpm.audit.report.FindingsJson;
import dev.jpm.audit.report.FindingsReport;
import dev.jpm.audit.report.FindingsText;
import dev.jpm.cli.Invocation;
import dev.jpm.cli.Release;
import dev.jpm.cli.command.JsonValues;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * How an audit with findings ends: they are seen as the policy sees them, told, reported, or
 * written to the baseline.
 *
 * @param title of reports
 * @param rules all that was looked for
 */
record FindingsEnd(Invocation call, AuditPolicy policy, String title, List<Rule> rules) {
  /** Findings without what is not to be told. */
  FindingsReport review(List<Finding> found, Scope scope) {
    Waivers waivers = policy.waivers();
    Review review = Review.of(found, policy.policy(), waivers);
    List<Finding> findings = new ArrayList<>(review.findings());
    findings.addAll(waivers.findings(scope, policy.file()));
    return new FindingsReport(title, findings, review.waived(), rules, Release.version());
  }

  /**
   * Writes what was found in {@code files} to the baseline, in the place of what it has of them.
   */
  int writeBaseline(FindingsReport report, Collection<String> files) {
    Set<String> ids = rules.stream().map(Rule::id).collect(Collectors.toSet());
    Set<String> names = files.stream().map(Baseline::fileName).collect(Collectors.toSet());
    List<Baseline.Entry> found =
        report.findings().stream()
            .filter(one -> !one.file().equals(policy.file()))
            .map(Baseline.Entry::of)
            .toList();
    policy.writeBaseline(
        call,
        found,
        entry ->
            entry.kind() == Matter.Kind.ADVISORY
                || !ids.contains(entry.id())
                || !names.contains(entry.file()));
    return 0;
  }

  /** Tells {@code report} in all forms that are wanted; the exit code. */
  int tell(FindingsReport report, WrittenReports reports) {
    reports.write(call, report);
    if (call.settings().flag("json")) {
      call.terminal().json(Objects.requireNonNull(JsonValues.plain(FindingsJson.of(report))));
    } else if (!reports.areShown()) {
      call.terminal().line(FindingsText.of(report));
    }
    return fails(report) ? 1 : 0;
  }

  /** Whether something is as bad as {@code audit-level}. */
  boolean fails(FindingsReport report) {
    return AuditCommand.level(call.settings())
        .filter(
            level -> report.findings().stream().anyMatch(one -> one.severity().isAtLeast(level)))
        .isPresent();
  }
}
