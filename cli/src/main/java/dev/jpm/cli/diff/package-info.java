/** How two packages differ, file by file, in git's words. Pure. */
@NullMarked
package dev.jpm.cli.diff;

import org.jspecify.annotations.NullMarked;
