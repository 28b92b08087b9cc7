package dev.jpm.audit.policy;

import dev.jpm.audit.Finding;
import java.util.ArrayList;
import java.util.List;

/**
 * Findings as a policy sees them.
 *
 * @param findings what is left, as bad as the policy takes it
 * @param waived what is ignored, or was there before
 */
public record Review(List<Finding> findings, List<Waived> waived) {
  /** A finding that is not to be told, and why. */
  public record Waived(Finding finding, String reason) {}

  public Review {
    findings = List.copyOf(findings);
    waived = List.copyOf(waived);
  }

  /** {@code found} under {@code policy}, without what {@code waivers} cover. */
  public static Review of(List<Finding> found, Policy policy, Waivers waivers) {
    List<Finding> left = new ArrayList<>();
    List<Waived> waived = new ArrayList<>();
    for (Finding finding : found) {
      String reason = waivers.reason(Matter.of(finding), Baseline.Entry.of(finding));
      if (reason != null) {
        waived.add(new Waived(finding, reason));
      } else {
        policy
            .severities()
            .of(finding.rule().id(), finding.severity())
            .ifPresent(severity -> left.add(finding.as(severity)));
      }
    }
    return new Review(left, waived);
  }
}
