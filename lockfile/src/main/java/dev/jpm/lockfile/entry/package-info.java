/** Every entry of any lockfile that jpm reads, with the line that it stands on. */
@NullMarked
package dev.jpm.lockfile.entry;

import org.jspecify.annotations.NullMarked;
