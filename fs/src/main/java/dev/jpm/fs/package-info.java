/** The file system moves that matter: atomic writes, links, retirement and roll back, locks. */
@NullMarked
package dev.jpm.fs;

import org.jspecify.annotations.NullMarked;
