package dev.jpm.audit.report;

import dev.jpm.audit.Finding;
import dev.jpm.audit.Rule;
import java.util.List;

/**
 * What an audit of lockfiles has to tell.
 *
 * @param rules all that was looked for, found or not
 * @param version of jpm
 */
public record FindingsReport(List<Finding> findings, List<Rule> rules, String version) {
  public FindingsReport {
    findings = List.copyOf(findings);
    rules = List.copyOf(rules);
  }
}
