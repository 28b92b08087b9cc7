/**
 * jpm for Java programs: installs what a folder asks for, runs its scripts, and calls functions of
 * its modules on a Node.js that stays open. Begin with {@link NodeProject}.
 */
@NullMarked
package dev.jpm.bridge;

import org.jspecify.annotations.NullMarked;
