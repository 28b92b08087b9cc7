/** Makes the ideal tree real: reads the actual tree, reifies a diff, links bins, rolls back. */
@NullMarked
package dev.jpm.linker;

import org.jspecify.annotations.NullMarked;
