package dev.jpm.audit.advisory;

import java.time.Instant;

/**
 * A fix within the range asked for that is too new to be installed.
 *
 * @param before only what was published up to then is installed
 */
public record BlockedFix(String version, Instant before) {}
