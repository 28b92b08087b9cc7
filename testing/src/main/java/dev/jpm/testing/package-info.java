/** Test tools: temporary projects, a command runner, a browser, golden text, seeded generators. */
@NullMarked
package dev.jpm.testing;

import org.jspecify.annotations.NullMarked;
