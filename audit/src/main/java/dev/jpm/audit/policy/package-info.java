/**
 * What a project, or a registry for all of its users, wants of packages: facts about a version of a
 * package in, verdicts with their reasons out. Knows no lockfile, no file and no clock; a moment is
 * given.
 */
@NullMarked
package dev.jpm.audit.policy;

import org.jspecify.annotations.NullMarked;
