/** Waits for changes to files of packages. Knows nothing of what is done about them. */
@NullMarked
package dev.jpm.runtime.watch;

import org.jspecify.annotations.NullMarked;
