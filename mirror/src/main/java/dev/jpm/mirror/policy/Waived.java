package dev.jpm.mirror.policy;

import dev.jpm.audit.policy.Ignore;

/** An objection that does not count, as somebody took the responsibility for it. */
public record Waived(Objection objection, Ignore by) {}
