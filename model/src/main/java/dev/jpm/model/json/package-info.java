/** JSON texts as JavaScript reads and writes them, kept apart from any object mapping. */
@NullMarked
package dev.jpm.model.json;

import org.jspecify.annotations.NullMarked;
