/**
 * All that an install will choose from, told at once: the mirror follows what a project asks for
 * through its packuments, and answers with parts of them.
 */
@NullMarked
package dev.jpm.mirror.closure;

import org.jspecify.annotations.NullMarked;
