/** Path patterns as npm writes them. Walks no folder: callers bring the paths. */
@NullMarked
package dev.jpm.model.glob;

import org.jspecify.annotations.NullMarked;
