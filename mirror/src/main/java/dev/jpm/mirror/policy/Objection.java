package dev.jpm.mirror.policy;

import dev.jpm.audit.policy.Matter;

/**
 * Something that the policy has against a version.
 *
 * @param kind of what speaks against it
 * @param matter the rule, or the advisory
 * @param reason in words
 */
public record Objection(Matter.Kind kind, String matter, String reason) {}
