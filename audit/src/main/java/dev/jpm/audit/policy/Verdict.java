package dev.jpm.audit.policy;

import dev.jpm.audit.Rule;
import dev.jpm.audit.Severity;

/**
 * One thing that a policy has against a version of a package.
 *
 * @param severity the rule's, unless the policy gives another
 * @param reason in a sentence
 */
public record Verdict(Rule rule, Severity severity, String reason) {}
