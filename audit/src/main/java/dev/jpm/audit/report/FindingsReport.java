package dev.jpm.audit.report;

import dev.jpm.audit.Finding;
import dev.jpm.audit.Rule;
import dev.jpm.audit.policy.Review.Waived;
import java.util.List;

/**
 * What an audit has to tell.
 *
 * @param title the command that looked
 * @param waived what is ignored, or was there before
 * @param rules all that was looked for, found or not
 * @param version of jpm
 */
public record FindingsReport(
    String title, List<Finding> findings, List<Waived> waived, List<Rule> rules, String version) {
  public FindingsReport {
    waived = List.copyOf(waived);
    findings = List.copyOf(findings);
    rules = List.copyOf(rules);
  }
}
