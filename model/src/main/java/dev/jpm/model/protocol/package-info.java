/**
 * Specs that npm does not know and other package managers do: {@code workspace:}, {@code catalog:},
 * {@code link:} and {@code jsr:}. A project's own package.json may use them; everything behind them
 * sees specs of npm's.
 */
@NullMarked
package dev.jpm.model.protocol;

import org.jspecify.annotations.NullMarked;
