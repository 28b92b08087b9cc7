/** What was measured as a table, a plot and a page. No measuring here. */
@NullMarked
package dev.jpm.bench.result;

import org.jspecify.annotations.NullMarked;
