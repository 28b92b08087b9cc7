/** The mirror under load, beside Verdaccio. */
@NullMarked
package dev.jpm.bench.load;

import org.jspecify.annotations.NullMarked;
