/** A registry that answers from a recording, over loopback, with little effort of its own. */
@NullMarked
package dev.jpm.bench.registry;

import org.jspecify.annotations.NullMarked;
