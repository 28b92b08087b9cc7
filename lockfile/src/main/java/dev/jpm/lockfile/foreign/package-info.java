/** Readers of other package managers' lockfiles: which version each dependency got. */
@NullMarked
package dev.jpm.lockfile.foreign;

import org.jspecify.annotations.NullMarked;
