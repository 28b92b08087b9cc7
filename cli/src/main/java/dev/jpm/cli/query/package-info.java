/** npm's selectors over a dependency tree: parsed, and applied without asking anything else. */
@NullMarked
package dev.jpm.cli.query;

import org.jspecify.annotations.NullMarked;
