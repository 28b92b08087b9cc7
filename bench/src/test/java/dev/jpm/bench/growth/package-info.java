/** Tests. */
@NullMarked
package dev.jpm.bench.growth;

import org.jspecify.annotations.NullMarked;
