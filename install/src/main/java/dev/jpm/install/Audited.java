package dev.jpm.install;

import dev.jpm.audit.advisory.AuditReport;

/**
 * What is known against the packages that an install has come to.
 *
 * @param packages how many the tree has, the project itself too, as npm counts them
 */
public record Audited(int packages, AuditReport report) {}
