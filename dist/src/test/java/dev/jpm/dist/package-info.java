/** Builds the runnable image and checks it; nothing of this is shipped. */
@NullMarked
package dev.jpm.dist;

import org.jspecify.annotations.NullMarked;
